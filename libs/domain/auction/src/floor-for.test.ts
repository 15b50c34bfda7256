import { micros } from '@flywheel/primitives';
import { describe, expect, it } from 'vitest';
import { floorFor, type Floor } from './floor-for.ts';

const floors: Floor[] = [
  { floorMicros: micros(1) },
  { format: 'video', floorMicros: micros(2) },
  { country: 'NL', device: 'mobile', floorMicros: micros(3) },
  { placement: 'feed', floorMicros: micros(4) },
  { placement: 'feed', format: '*', country: 'NL', floorMicros: micros(5) },
  { country: 'NL', device: 'mobile', floorMicros: micros(6) },
];

describe('a floor', () => {
  it.each([
    { what: 'nothing named is the fallback', place: { placement: 'side', format: 'image' }, floor: 1n },
    { what: 'a format named beats the fallback', place: { placement: 'side', format: 'video' }, floor: 2n },
    { what: 'a placement says more than a format', place: { placement: 'feed', format: 'video' }, floor: 4n },
    {
      what: 'two parts named beat one, the higher of equals',
      place: { placement: 'side', format: 'video', country: 'NL', device: 'mobile' },
      floor: 6n,
    },
    {
      what: 'of two pairs the one with the placement',
      place: { placement: 'feed', format: 'video', country: 'NL', device: 'mobile' },
      floor: 5n,
    },
    { what: 'an unknown device meets no floor that names one', place: { placement: 'side', format: 'image', country: 'NL' }, floor: 1n },
  ])('$what', ({ place, floor }) => {
    expect(floorFor(floors, place)).toBe(floor);
    expect(floorFor([...floors].reverse(), place)).toBe(floor);
  });

  it('is none where none applies', () => {
    expect(floorFor([{ country: 'NL', floorMicros: micros(1) }], { placement: 'feed', format: 'image' })).toBeUndefined();
  });
});
