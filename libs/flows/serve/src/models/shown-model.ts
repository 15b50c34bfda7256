import type { ModelEvent } from '@flywheel/http/models';
import type { Instant } from '@flywheel/primitives';
import { learntEvents } from '@flywheel/ranking';
import { normalisedEntropy, type OnlineLearner } from '@flywheel/ranking/online';

const mostWeights = 10;

/** What the page Models shows of a learner: by event how predictions of the last 24 clock hours did, and what weighs most. */
export function shownOf(learner: OnlineLearner, now: Instant): { since: Instant | undefined; shown: ModelEvent[] } {
  let since: Instant | undefined;
  const shown = learntEvents.map((event, at): ModelEvent => {
    const own = learner.events[at];
    const recent = own?.progress.asOf(now);
    since = recent?.since;
    const { impressions = 0, events = 0, expected = 0 } = recent?.progress ?? {};
    return {
      event,
      impressions,
      events,
      expected,
      ratio: events > 0 ? expected / events : null,
      normalisedEntropy: (recent && normalisedEntropy(recent.progress)) ?? null,
      by: own?.byHead ? 'head' : 'counts',
      bins: (recent?.progress.bins ?? [])
        .filter(([count]) => count > 0)
        .map(([count, chances, followed]) => ({ shown: count, expected: chances, followed })),
      weights: learner.largest(at, mostWeights).map((weight) => ({ ...weight, name: null })),
    };
  });
  return { since, shown };
}
