import { unpackReason, unpackRecord, type RecordedPlacement } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import {
  addOutcomes,
  forgetOutcomes,
  moveCursor,
  readUncounted,
  type MarketHour,
  type OutcomeHour,
  type UncountedDecision,
} from '@flywheel/database/outcomes';
import type { Instant } from '@flywheel/primitives';

const mostAtOnce = 5_000;
const hourMs = 3_600_000;
const keptMs = 8 * 24 * hourMs;
/** A score is micros an impression times 10⁹; a bar is told per 1,000 impressions. */
const scorePerThousand = 1_000_000n;

/**
 * Counts, by the hour, what became of every ad that a recorded decision looked at: what a campaign is told when it asks why it does not
 * serve. Off the path of decisions; where more are written than it can read, it counts a fair sample.
 */
export class CountOutcomes {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<{ outcome: 'counted'; decisions: number } | { outcome: 'busy' }> {
    return this.database.inTransaction(async (tx) => {
      const decisions = await readUncounted(tx, now, mostAtOnce);
      if (decisions === undefined) return { outcome: 'busy' };
      const last = decisions.at(-1);
      if (last === undefined) return { outcome: 'counted', decisions: 0 };
      const counted = count(decisions);
      const met = [...counted.outcomes.values()].filter((each) => each.n > 0);
      await addOutcomes(tx, met, [...counted.market.values()]);
      await forgetOutcomes(tx, now - keptMs);
      await moveCursor(tx, last);
      return { outcome: 'counted', decisions: decisions.length };
    });
  }
}

type Counts = { outcomes: Map<string, OutcomeHour>; market: Map<Instant, MarketHour> };

function count(decisions: readonly UncountedDecision[]): Counts {
  const counts: Counts = { outcomes: new Map(), market: new Map() };
  for (const { decidedAt, record } of decisions) {
    const hour = Math.floor(decidedAt / hourMs) * hourMs;
    const market = marketOf(counts, hour);
    market.decisions += 1;
    for (const placement of unpackRecord(record).placements) countPlacement(counts, market, placement);
  }
  return counts;
}

function countPlacement(counts: Counts, market: MarketHour, { rules, visited, finalists, proof }: RecordedPlacement): void {
  market.slots += rules.slots;
  market.filled += finalists.filter((each) => each.slot > 0).length;
  if (proof.bar > 0n) {
    market.barN += 1;
    market.barSumMicros += proof.bar / scorePerThousand;
  }
  for (let at = 0; at < visited.count; at += 1) outcomeOf(counts, market.hour, visited.ad[at] ?? 0, visited.code[at] ?? 0).n += 1;
  for (const { ad, code, minToWinMicros } of finalists) {
    if (minToWinMicros === undefined) continue;
    const outcome = outcomeOf(counts, market.hour, ad, code);
    outcome.toWinN += 1;
    outcome.toWinSumMicros += minToWinMicros;
    if (outcome.toWinLeastMicros === undefined || minToWinMicros < outcome.toWinLeastMicros) outcome.toWinLeastMicros = minToWinMicros;
  }
}

function marketOf({ market }: Counts, hour: Instant): MarketHour {
  let found = market.get(hour);
  if (found === undefined) market.set(hour, (found = { hour, decisions: 0, slots: 0, filled: 0, barN: 0, barSumMicros: 0n }));
  return found;
}

const lists = ['loss', 'no-bid', 'seat-non-bid', 'own'];

function outcomeOf({ outcomes }: Counts, hour: Instant, adNo: number, packed: number): OutcomeHour {
  const key = `${hour} ${adNo} ${packed}`;
  let found = outcomes.get(key);
  if (found === undefined) {
    const { list, code } = unpackReason(packed);
    found = { hour, adNo, list: lists.indexOf(list), code, n: 0, toWinN: 0, toWinSumMicros: 0n, toWinLeastMicros: undefined };
    outcomes.set(key, found);
  }
  return found;
}
