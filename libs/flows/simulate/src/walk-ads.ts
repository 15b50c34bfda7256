import type { DecisionResponse } from '@flywheel/http/decisions';
import type { Instant } from '@flywheel/primitives';
import type { Beacon, RecordBeacons } from '@flywheel/settle';
import { drawReaction, type AdVisit } from './ad-visit.ts';
import type { Serving } from './stage.ts';

/** What came of a walk: counts of what was asked, filled, seen and clicked. */
export type AdTally = { decisions: number; placements: number; filled: number; impressions: number; viewable: number; clicks: number };

/** A tally of nothing, to add to. */
export function noAds(): AdTally {
  return { decisions: 0, placements: 0, filled: 0, impressions: 0, viewable: 0, clicks: 0 };
}

const spanMs = 6 * 3_600_000;
const mostVisits = 4000;
const after = { impression: 700, viewable: 2100, click: 4300 };

/**
 * Sends visits through the same decisions and beacons that live traffic uses, in order of time, in spans of at most six hours so that
 * leases, caps and budgets are renewed as they would be. Adds to `tally`.
 */
export async function walkAds(
  stage: { serving: Serving; beacons: RecordBeacons },
  visits: readonly AdVisit[],
  seed: string,
  tally: AdTally,
): Promise<void> {
  const ordered = [...visits].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  for (const span of spansOf(ordered)) {
    await stage.serving.renew(span[0]?.at ?? 0);
    const beacons: Beacon[] = [];
    for (const visit of span) {
      const answer = stage.serving.decide(visit.request, visit.at);
      tally.decisions += 1;
      beacons.push(...react(answer, visit, seed, tally));
    }
    await stage.serving.record();
    await stage.beacons.run(beacons.sort((a, b) => a.acceptedAt - b.acceptedAt));
  }
}

function react(answer: DecisionResponse, visit: AdVisit, seed: string, tally: AdTally): Beacon[] {
  return answer.results.flatMap((result, slot): Beacon[] => {
    tally.placements += 1;
    if (result.outcome === 'empty') return [];
    tally.filled += 1;
    const reaction = drawReaction(seed, `${visit.key}/${slot}`, visit.clickChance(result.creative.headline));
    const at = (delay: number): Instant => visit.at + slot * 300 + delay;
    const beacon = (kind: 'impression' | 'viewable' | 'click'): Beacon => ({ kind, token: result.token, acceptedAt: at(after[kind]) });
    tally.impressions += reaction.seen ? 1 : 0;
    tally.viewable += reaction.viewable ? 1 : 0;
    tally.clicks += reaction.clicked ? 1 : 0;
    return [
      ...(reaction.seen ? [beacon('impression')] : []),
      ...(reaction.viewable ? [beacon('viewable')] : []),
      ...(reaction.clicked ? [beacon('click')] : []),
    ];
  });
}

function spansOf(visits: readonly AdVisit[]): AdVisit[][] {
  const spans: AdVisit[][] = [];
  for (const visit of visits) {
    const open = spans.at(-1);
    if (!open || visit.at - (open[0]?.at ?? 0) >= spanMs || open.length >= mostVisits) spans.push([visit]);
    else open.push(visit);
  }
  return spans;
}
