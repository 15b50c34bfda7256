import type { Database } from '@flywheel/database';
import { readCreditBalance } from '@flywheel/database/ledger';
import { readClosedPeriod } from '@flywheel/database/periods';
import { lastSealed } from '@flywheel/database/sealing';
import { findCreator, readAccrued, readEarnings, readTitles, type EarningRow } from '@flywheel/database/statements';
import type { CreatorStatement as StatementView } from '@flywheel/http/statements';
import { periodBounds, type Period } from '@flywheel/ledger';
import { micros, splitByLargestRemainder, type Id, type Instant, type Micros } from '@flywheel/primitives';
import { firstShareRule, shareFormula } from '@flywheel/revenue';

const currency = 'USD';
const minuteMs = 60_000;

type Line = { charges: number; finalMicros: Micros; estimatedMicros: Micros };

/** What a creator earned in a month, by day and by content: final where sealed, estimated where charged but not sealed yet. */
export class CreatorStatement {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined for a creator nobody knows. `creator` is a wire id or the platform's own. */
  async run({ creator: name, period }: { creator: string; period: Period }): Promise<StatementView | undefined> {
    const tx = this.database.reports;
    const found = await findCreator(tx, name);
    if (!found) return undefined;
    const { creator, displayName } = found;
    const { from, until } = periodBounds(period);
    const rows = withEstimates(await readEarnings(tx, { creator, from, until }));
    const titles = await readTitles(tx, [...new Set(rows.flatMap(({ row }) => row.content ?? []))]);
    const ledger = await readAccrued(tx, { creator, currency, from, until });
    const pending = await readCreditBalance(tx, `2110:${creator}`, currency);
    const sealed = await lastSealed(tx);
    return {
      creator,
      displayName,
      period,
      currency,
      rule: ruleView(),
      state: (await readClosedPeriod(tx, period)) ? 'closed' : 'open',
      totals: { ...lineView(sum(rows)), ledgerMicros: ledger.toString(), pendingMicros: pending.toString() },
      byDay: grouped(rows, (row) => row.day).map(([day, line]) => ({ day, ...lineView(line) })),
      byContent: grouped(rows, (row) => row.content ?? '').map(([content, line]) => {
        const known = titles.get(content as Id<'cnt'>);
        return { content: content || null, platformId: known?.platformId ?? null, title: known?.title ?? 'Profile', ...lineView(line) };
      }),
      completeThrough: sealed === undefined ? null : instantText(sealed + minuteMs),
    };
  }
}

/** The share of what is charged but unsealed, rounded down once and divided between its rows, so that every view adds up to it. */
function withEstimates(rows: readonly EarningRow[]): Array<{ row: EarningRow; line: Line }> {
  const charged = rows.reduce((total, row) => total + row.chargedMicros, 0n);
  const share = micros((charged * BigInt(firstShareRule.shareBps)) / 10_000n);
  const parts = splitByLargestRemainder(
    share,
    rows.map((row, n) => ({ id: String(n).padStart(9, '0'), weight: row.chargedMicros })),
  );
  const estimates = [...parts.values()];
  return rows.map((row, n) => ({
    row,
    line: { charges: row.rows + row.unsealedRows, finalMicros: row.finalMicros, estimatedMicros: estimates[n] ?? micros(0n) },
  }));
}

function grouped(rows: ReadonlyArray<{ row: EarningRow; line: Line }>, keyOf: (row: EarningRow) => string): Array<[string, Line]> {
  const groups = new Map<string, Array<{ line: Line }>>();
  for (const { row, line } of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), { line }]);
  return [...groups].map(([key, lines]) => [key, sum(lines)]);
}

function sum(lines: ReadonlyArray<{ line: Line }>): Line {
  return lines.reduce<Line>(
    (total, { line }) => ({
      charges: total.charges + line.charges,
      finalMicros: micros(total.finalMicros + line.finalMicros),
      estimatedMicros: micros(total.estimatedMicros + line.estimatedMicros),
    }),
    { charges: 0, finalMicros: micros(0n), estimatedMicros: micros(0n) },
  );
}

function lineView(line: Line): { charges: number; finalMicros: string; estimatedMicros: string } {
  return { charges: line.charges, finalMicros: line.finalMicros.toString(), estimatedMicros: line.estimatedMicros.toString() };
}

function ruleView(): StatementView['rule'] {
  const { version, shareBps } = firstShareRule;
  return { version, shareBps, formula: shareFormula(firstShareRule) };
}

function instantText(at: Instant): string {
  return new Date(at).toISOString();
}
