import type { SegmentRow, ServingAdRow } from '@flywheel/database/serving';
import { assert } from '@flywheel/primitives';
import { learntNumber, ownHide, sigmaOf, type Model } from '@flywheel/ranking';
import { parseTargeting, type Targeting } from '@flywheel/targeting';
import { eachAsked } from '@flywheel/targeting/blocks';
import type { CandidateEntry } from '../core/candidates.ts';
import { emptyRanges, keyOf, type LogitRanges } from '../core/request-shift.ts';
import type { AdTable } from './ad-table.ts';

/** The intercepts of the model that keys were made with, and the range of all logits so made. */
export type IndexedLogits = { intercepts: readonly number[]; ranges: LogitRanges };

/** What an ad is compiled with. */
export type AdSurroundings = { table: AdTable; indexed: IndexedLogits; segments: ReadonlyMap<string, SegmentRow>; model: Model };

export function indexedLogits(model: Model): IndexedLogits {
  return { intercepts: model.intercepts, ranges: emptyRanges() };
}

/** Writes an ad into the table and answers what the index needs of it: following and replaying go through here. */
export function putAd(row: ServingAdRow, surroundings: AdSurroundings): CandidateEntry {
  surroundings.table.put(row);
  return entryOf(row, surroundings);
}

/**
 * The second half of putting an ad: its expression, why that may not be asked, its logit and its key. Loading many does it when they are
 * indexed.
 */
export function entryOf(
  row: Pick<ServingAdRow, 'adNo' | 'adSet' | 'targeting' | 'placements'>,
  { table, indexed, segments, model }: AdSurroundings,
): CandidateEntry {
  const targeting = targetingOf(row);
  const obstacle = audienceObstacle(targeting, segments);
  if (obstacle !== 0) table.setObstacle(row.adNo, obstacle);
  const key = putLogit(row.adNo, model.ads.get(row.adNo), { table, indexed });
  return { entry: row.adNo, targeting, key };
}

/** Writes the model's residual for an ad's event and how unsure it is; the key it is to be indexed with. */
export function putLogit(
  ad: number,
  residuals: readonly number[] | undefined,
  { table, indexed }: Pick<AdSurroundings, 'table' | 'indexed'>,
): number {
  const { columns } = table;
  const event = columns.event[ad] as number;
  const logit = event < 0 ? 0 : (residuals?.[event] ?? 0);
  columns.logit[ad] = logit;
  columns.sigma[ad] = event < 0 ? 0 : sigmaOf(residuals, event);
  putQuality(ad, residuals, { table, indexed });
  table.heat(ad);
  if (event >= 0) {
    const { lowest, highest } = indexed.ranges;
    const whole = (indexed.intercepts[event] ?? 0) + logit;
    if (whole < (lowest[event] as number)) lowest[event] = whole;
    if (whole > (highest[event] as number)) highest[event] = whole;
  }
  // An ad that can not serve whoever asks comes last: it is found where its reason is wanted, and costs nothing where it is not.
  if (columns.before[ad] !== 0 || columns.after[ad] !== 0) return 0;
  return keyOf({ event, offered: columns.offered[ad] as number, logit }, indexed.intercepts);
}

const click = learntNumber('click');

function putQuality(
  ad: number,
  residuals: readonly number[] | undefined,
  { table, indexed }: Pick<AdSurroundings, 'table' | 'indexed'>,
): void {
  const own = residuals?.[click] ?? 0;
  table.columns.click[ad] = own;
  table.columns.hide[ad] = ownHide(residuals);
  const { mostClick } = indexed.ranges;
  if (own > (mostClick[0] as number)) mostClick[0] = own;
}

/** The ad set's list of placements is one more question that has to be true. */
export function targetingOf(row: { adSet: string; targeting: unknown; placements: readonly string[] }): Targeting {
  const parsed = parseTargeting(typeof row.targeting === 'string' ? JSON.parse(row.targeting) : row.targeting);
  assert(parsed.outcome === 'parsed', `the targeting of ${row.adSet} was checked when it was saved`);
  if (row.placements.length === 0) return parsed.targeting;
  const placements: Targeting = { kind: 'in', path: 'placements', attr: 'placement', values: new Set(row.placements) };
  return { kind: 'all', path: '', parts: [parsed.targeting, placements] };
}

/** 546: it names a sensitive segment; 543: every segment it names holds too few people. */
function audienceObstacle(targeting: Targeting, segments: ReadonlyMap<string, SegmentRow>): 0 | 543 | 546 {
  let [asked, sensitive, sellable] = [false, false, false];
  eachAsked(targeting, 'segment', (value) => {
    const segment = segments.get(value);
    asked = true;
    sensitive ||= segment?.sensitive ?? false;
    sellable ||= segment?.sellable ?? false;
  });
  if (sensitive) return 546;
  return sellable || !asked ? 0 : 543;
}
