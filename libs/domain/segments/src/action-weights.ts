import type { EventKind } from '@flywheel/events';

/** What one act says about an interest. A row is data: change a number and say so in `modelVersion`. */
export const actionWeights: Readonly<Record<EventKind, number>> = {
  view: 1,
  complete: 2,
  rewatch: 2,
  dwell: 1, // at most; scaled by dwell / expected
  skip: -0.5, // under 2 s
  like: 3,
  dislike: -3,
  comment: 4,
  save: 4,
  share: 5,
  follow: 5,
  search: 3,
  post: 4,
  accept: 3,
  hide: -6,
  report: -10,
  click: 4,
  conversion: 8,
  external: 0,
};

/** An act as far as its weight depends on it; durations in ms. */
export type Act = { readonly kind: EventKind; readonly dwellMs?: number; readonly durationMs?: number };

const skipBelowMs = 2000;
const expectedDwellMs = 20_000;

/** The weight of one act. A view counts from half of the content on; dwell counts up to 1 against what is expected at that duration. */
export function actionWeight({ kind, dwellMs, durationMs }: Act): number {
  const weight = actionWeights[kind];
  if (kind === 'view' && dwellMs !== undefined && durationMs) return dwellMs * 2 >= durationMs ? weight : 0;
  if (kind === 'skip' && dwellMs !== undefined) return dwellMs < skipBelowMs ? weight : 0;
  if (kind === 'dwell') return weight * Math.min(1, (dwellMs ?? 0) / expectedDwell(durationMs));
  return weight;
}

/** Half of a film, at most 20 s of anything: until a model of dwell by duration is learnt. */
function expectedDwell(durationMs: number | undefined): number {
  return durationMs ? Math.min(expectedDwellMs, durationMs / 2) : expectedDwellMs;
}
