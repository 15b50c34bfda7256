/** What an ad set may pay for. */
export type BilledEvent = 'impression' | 'viewable' | 'click' | 'video' | 'engagement' | 'follow';

/** The events whose chance is learnt, in the order of every list of numbers by event. Impressions happen when a slot is won. */
export const learntEvents = ['viewable', 'click', 'video', 'engagement', 'follow'] as const;

/** The place of a billed event in lists by learnt event; −1 for impressions. */
export function learntNumber(event: BilledEvent): number {
  return event === 'impression' ? -1 : learntEvents.indexOf(event);
}

/** Whether the bid is per 1,000 of the event. */
export function isPerThousand(event: BilledEvent): boolean {
  return event === 'impression' || event === 'viewable';
}
