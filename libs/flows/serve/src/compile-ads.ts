import type { SegmentRow, ServingAdRow } from '@flywheel/database/serving';
import { assert, type Id, type Micros } from '@flywheel/primitives';
import { bidPpb, chancesOf, type DeliveryCounts } from '@flywheel/ranking';
import { askedValues, parseTargeting, type Targeting } from '@flywheel/targeting';
import type { CapRule, ServingAd } from './serving-ad.ts';

const none: DeliveryCounts = { impressions: 0n, viewables: 0n, clicks: 0n };

/** Counted beacons by ad, and over all ads. */
export type Delivered = { byAd: ReadonlyMap<Id<'ad'>, DeliveryCounts>; all: DeliveryCounts };

/** Turns rows into ads ready to be decided about. Segments are looked up by id and by node. */
export function compileAds(rows: readonly ServingAdRow[], segments: readonly SegmentRow[], delivered: Delivered): ServingAd[] {
  const known = new Map<string, SegmentRow>();
  for (const segment of segments) known.set(segment.segment, segment).set(segment.node, segment);
  return rows.map((row) => compileAd(row, known, delivered));
}

function compileAd(row: ServingAdRow, segments: ReadonlyMap<string, SegmentRow>, delivered: Delivered): ServingAd {
  const targeting = targetingOf(row);
  const chances = chancesOf(delivered.byAd.get(row.ad) ?? none, delivered.all);
  const perThousand = row.billingEvent !== 'click';
  return {
    ...row,
    targeting,
    audienceObstacle: audienceObstacle(targeting, segments),
    capRules: capRules(row),
    chances,
    ppb: bidPpb(row.billingEvent, chances),
    perThousand,
    maxChargeMicros: (perThousand ? row.bidMicros / 1000n : row.bidMicros) as Micros,
  };
}

/** The ad set's list of placements is one more question that has to be true. */
function targetingOf(row: ServingAdRow): Targeting {
  const parsed = parseTargeting(row.targeting);
  assert(parsed.outcome === 'parsed', `the targeting of ${row.adSet} was checked when it was saved`);
  if (row.placements.length === 0) return parsed.targeting;
  const placements: Targeting = { kind: 'in', path: 'placements', attr: 'placement', values: new Set(row.placements) };
  return { kind: 'all', path: '', parts: [parsed.targeting, placements] };
}

function audienceObstacle(targeting: Targeting, segments: ReadonlyMap<string, SegmentRow>): 0 | 543 | 546 {
  const asked = askedValues(targeting).filter((each) => each.attr === 'segment');
  if (asked.some((each) => segments.get(each.value)?.sensitive)) return 546;
  return asked.length > 0 && !asked.some((each) => segments.get(each.value)?.sellable) ? 543 : 0;
}

function capRules(row: ServingAdRow): CapRule[] {
  const rules: CapRule[] = [
    { subject: row.adSet, caps: row.adSetCaps, code: 561 },
    { subject: row.campaign, caps: row.campaignCaps, code: 562 },
  ];
  return rules.filter((rule) => rule.caps.length > 0);
}
