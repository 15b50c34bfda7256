import type { ModelEvent } from '@flywheel/http/models';
import { learntEvents } from '@flywheel/ranking';
import { normalisedEntropy, type OnlineLearner } from '@flywheel/ranking/online';

const mostWeights = 10;

/** What the page Models shows of a learner: by event how its predictions did, and what weighs most. */
export function shownOf(learner: OnlineLearner): ModelEvent[] {
  return learntEvents.map((event, at) => {
    const own = learner.events[at];
    const { impressions = 0, events = 0, expected = 0 } = own?.progress ?? {};
    return {
      event,
      impressions,
      events,
      expected,
      ratio: events > 0 ? expected / events : null,
      normalisedEntropy: (own && normalisedEntropy(own.progress)) ?? null,
      by: own?.byHead ? 'head' : 'counts',
      bins: (own?.progress.bins ?? [])
        .filter(([count]) => count > 0)
        .map(([shown, chances, followed]) => ({ shown, expected: chances, followed })),
      weights: learner.largest(at, mostWeights),
    };
  });
}
