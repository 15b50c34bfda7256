import type { EventKind } from '@flywheel/events';

const tiers: Partial<Record<EventKind, number>> = { skip: 1, dwell: 2, view: 3, complete: 4 };

/** How much of a content was watched, as a rank; 0 for acts that are no watching. One watch counts its highest rank only. */
export function watchTier(kind: EventKind): number {
  return tiers[kind] ?? 0;
}
