import { unpackReason, type RecordedPlacement, type VisitedAds } from '@flywheel/auction/record';
import { mostVisited } from '../core/visited-list.ts';
import type { DifferenceList } from './difference.ts';

/** How an ad fares when every matching ad is looked at: packed reason, chance, and the score it came with. */
export type Refound = { code: number; ppb: number; score: number };

/**
 * Sets every visited ad against its outcome among all matching ads. An ad that was visited but does not match any more, or has another
 * reason or chance, is a difference.
 */
export function compareVisited(
  visited: VisitedAds,
  again: ReadonlyMap<number, Refound>,
  whereIs: (ad: number) => string,
  list: DifferenceList,
): void {
  for (let at = 0; at < visited.count; at += 1) {
    const ad = visited.ad[at] ?? -1;
    const where = whereIs(ad);
    const other = again.get(ad);
    if (!other) {
      list.check({ where, field: 'match', source: 'targeting at that version' }, 'matched', 'does not match');
      continue;
    }
    list.check({ where, field: 'reason', source: 'the decision made again' }, sayReason(visited.code[at] ?? 0), sayReason(other.code));
    list.check({ where, field: 'chance', source: 'the model version' }, visited.ppb[at] ?? 0, other.ppb);
  }
}

/**
 * No matching ad that the record does not hold may reach the bound, nor hold a slot. A list that is full left some out that were seen: of
 * those it is only asked that they did not win.
 */
export function checkUnvisited(
  { visited, finalists, proof: { bound, exhausted } }: Pick<RecordedPlacement, 'visited' | 'finalists' | 'proof'>,
  again: ReadonlyMap<number, Refound>,
  whereIs: (ad: number) => string,
  list: DifferenceList,
): void {
  const full = visited.count >= mostVisited;
  const seen = new Set([...visited.ad.subarray(0, visited.count), ...finalists.map((each) => each.ad)]);
  for (const [ad, { score, code }] of again) {
    if (seen.has(ad)) continue;
    const won = unpackReason(code).code === 0;
    const unread = !full && (exhausted || score > bound);
    if (!unread && !won) continue;
    const where = whereIs(ad);
    if (unread && exhausted) list.check({ where, field: 'match', source: 'targeting at that version' }, 'not visited', 'matches');
    else if (unread) list.check({ where, field: 'stopping proof', source: 'its score' }, `at most ${bound}`, score);
    else list.check({ where, field: 'reason', source: 'the decision made again' }, 'not visited', 'won');
  }
}

/** A walk that ended early ended because nothing unread could outrank whoever set the last price. */
export function checkProof({ proof }: Pick<RecordedPlacement, 'proof'>, where: string, list: DifferenceList): void {
  if (proof.exhausted || proof.bar === 0n || proof.bound < Number(proof.bar)) return;
  list.check({ where, field: 'stopping proof', source: 'the last price setter' }, proof.bound, `below ${proof.bar}`);
}

function sayReason(packed: number): string {
  const { list, code } = unpackReason(packed);
  return `${list} ${code}`;
}
