import type { DecisionRequest } from '@flywheel/http/decisions';
import { keyedHash, type Instant } from '@flywheel/primitives';

/** One moment at which a page asks for ads, and how likely this person is to look and to click. */
export type AdVisit = {
  readonly at: Instant;
  readonly request: DecisionRequest;
  readonly clickChance: (topic: string) => number;
  readonly key: string;
};

/** What a filled slot's viewer does: all assumptions of the simulation, each a seeded draw. */
export type AdReaction = { readonly seen: boolean; readonly viewable: boolean; readonly clicked: boolean };

const shareSeen = 0.93;
const shareViewable = 0.72;

/** Draws the reaction to one slot. A click needs a viewable impression; the chance is the visitor's own. */
export function drawReaction(seed: string, key: string, clickChance: number): AdReaction {
  const draw = (what: string): number => Number.parseInt(keyedHash(`${seed}/${what}`, key).slice(0, 8), 16) / 2 ** 32;
  const seen = draw('seen') < shareSeen;
  const viewable = seen && draw('viewable') < shareViewable;
  return { seen, viewable, clicked: viewable && draw('click') < clickChance / shareViewable };
}
