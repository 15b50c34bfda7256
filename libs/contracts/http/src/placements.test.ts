import { describe, expect, it } from 'vitest';
import { placementName, placementSettings, type PlacementSettings } from './placements.ts';

const settings: PlacementSettings = {
  adsOn: true,
  rule: 'vcg',
  positionPpm: [1_000_000, 800_000, 800_000],
  floorMicros: '100000',
  floors: [{ country: 'NL', floorMicros: '250000' }],
  incrementMicros: '10000',
  firstPosition: 4,
  gap: 3,
  shareBps: 2000,
  fatigueAds: null,
  fatigueHides: 3,
  displacedBudgetMicros: null,
  safetyTier: 'standard',
  clickWorthMicros: '0',
  hideCostMicros: '100000',
};
const fieldOf = (changed: object): string | undefined => {
  const parsed = placementSettings.safeParse({ ...settings, ...changed });
  return parsed.success ? undefined : parsed.error.issues[0]?.path.join('.');
};

describe('the settings of a placement', () => {
  it('are taken as they are', () => {
    expect(placementSettings.parse(settings)).toEqual(settings);
  });

  it.each([
    { what: 'a rule that is none', changed: { rule: 'third' }, field: 'rule' },
    { what: 'positions that rise', changed: { positionPpm: [1, 2] }, field: 'positionPpm' },
    { what: 'a slot worth nothing', changed: { positionPpm: [1000, 0] }, field: 'positionPpm.1' },
    { what: 'nine slots', changed: { positionPpm: [9, 8, 7, 6, 5, 4, 3, 2, 1] }, field: 'positionPpm' },
    { what: 'a floor below zero', changed: { floorMicros: '-1' }, field: 'floorMicros' },
    { what: 'an amount as a number', changed: { incrementMicros: 10 }, field: 'incrementMicros' },
    { what: 'a floor for everything', changed: { floors: [{ floorMicros: '1' }] }, field: 'floors.0' },
    { what: 'a country in small letters', changed: { floors: [{ country: 'nl', floorMicros: '1' }] }, field: 'floors.0.country' },
    { what: 'two floors for one place', changed: { floors: [settings.floors[0], settings.floors[0]] }, field: 'floors.1' },
    { what: 'more ads than all', changed: { shareBps: 10_001 }, field: 'shareBps' },
    { what: 'a place above the top', changed: { firstPosition: 0 }, field: 'firstPosition' },
  ])('refuse $what and name the field', ({ changed, field }) => {
    expect(fieldOf(changed)).toBe(field);
  });

  it('are of a placement with a plain name, or of all', () => {
    expect(['*', 'feed-top', 'app:home/2'].every((name) => placementName.safeParse(name).success)).toBe(true);
    expect(['', '**', 'a b', 'x'.repeat(65)].some((name) => placementName.safeParse(name).success)).toBe(false);
  });
});
