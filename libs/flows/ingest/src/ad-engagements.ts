import type { LoggedEvent } from '@flywheel/database/event-log';
import { fromRowId, type Id, type Instant } from '@flywheel/primitives';

/** An event that names the impression of an ad, as settlement is told of it. */
export type ToldEngagement = { imp: Id<'imp'>; kind: 'engagement' | 'follow' | 'hide'; at: Instant };

const kinds: Readonly<Record<string, ToldEngagement['kind']>> = {
  like: 'engagement',
  comment: 'engagement',
  share: 'engagement',
  save: 'engagement',
  follow: 'follow',
  hide: 'hide',
};

/** What settlement has to know of these events: who engaged with an ad, followed its advertiser or hid it. */
export function adEngagements(events: Iterable<LoggedEvent>): ToldEngagement[] {
  const told: ToldEngagement[] = [];
  for (const { impression, kind, at } of events) {
    if (impression === null) continue;
    const counts = kinds[kind];
    if (counts) told.push({ imp: fromRowId('imp', Buffer.from(impression).toString('hex')), kind: counts, at });
  }
  return told;
}
