import type { ReplayResponse } from '@flywheel/http/quarantine';
import { describe, expect, it } from 'vitest';
import { addStep, readProgress } from './quarantine-replay.ts';

const step = (tried: number, next: string | null): ReplayResponse => ({
  ...{ dryRun: false, next, tried, stored: tried - 1, duplicate: 0, still: 1, final: 3 },
  details: [
    { was: 'bot', outcome: 'stored', now: null, events: tried - 1 },
    { was: 'bot', outcome: 'still', now: 'too-old', events: 1 },
  ],
});
const form = (fields: object): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return data;
};

describe('a replay in steps', () => {
  it('adds up what each step did, through the form that carries it', () => {
    const first = addStep(readProgress(form({ of: 5 })), step(3, '17'));
    expect(first).toMatchObject({ tried: 3, of: 5, next: '17' });
    const second = addStep(readProgress(form(first)), step(2, null));
    expect(second).toMatchObject({ tried: 5, stored: 3, duplicate: 0, still: 2, final: 3, of: 5, next: null });
    expect(second.details).toEqual([
      { was: 'bot', outcome: 'stored', now: null, events: 3 },
      { was: 'bot', outcome: 'still', now: 'too-old', events: 2 },
    ]);
  });

  it('begins anew where nothing, or nonsense, is carried', () => {
    const nothing = { tried: 0, stored: 0, duplicate: 0, still: 0, of: 0, details: [] };
    expect(readProgress(form({}))).toEqual(nothing);
    expect(readProgress(form({ tried: '-4', stored: 'x', of: '1.5', details: '[{]' }))).toEqual(nothing);
  });

  it('is never further than what it began with, though more have come meanwhile', () => {
    expect(addStep(readProgress(form({ of: 1 })), step(4, null)).of).toBe(4);
  });
});
