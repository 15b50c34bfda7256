import { micros, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { ladderOfBooks } from './ladder-of-books.ts';
import { ladderOfCharges } from './ladder-of-charges.ts';
import { ladderOfIntake } from './ladder-of-intake.ts';
import { ladderOfReports, type ShownAmount } from './ladder-of-reports.ts';
import type { LadderQuestion } from './ladder-question.ts';

/** A key whose two sides differ. `opens`: the wire id, or the account of the books, that can be looked at; null where nothing can. */
export type LadderRow = {
  key: string;
  opens: string | null;
  leftN: number;
  rightN: number;
  leftMicros: Micros | null;
  rightMicros: Micros | null;
};

/**
 * Two counts of one thing that must be equal, of one currency: a step with amounts in two currencies is there twice. Where rows alone are
 * counted, currency and amounts are null. `apart`: how many keys differ, also where the sums do not; `rows`: the first of them, the
 * largest difference first.
 */
export type LadderStep = {
  step: number;
  name: string;
  left: string;
  right: string;
  currency: string | null;
  leftN: number;
  rightN: number;
  leftMicros: Micros | null;
  rightMicros: Micros | null;
  differenceN: number;
  differenceMicros: Micros | null;
  apart: number;
  rows: LadderRow[];
};

// Of a step and currency.
const mostLadderRows = 100;

/** What to climb: what reports show (without it the two steps of reports are left out), and one step alone. */
export type LadderWish = { shown?: readonly ShownAmount[] | undefined; only?: number | undefined };

/** Climbs the ladder, every step from the caller's one snapshot. */
export async function readLadder(tx: Tx, { shown, only }: LadderWish = {}): Promise<LadderStep[]> {
  const steps: LadderStep[] = [];
  const questions = [...ladderOfIntake, ...ladderOfCharges, ...ladderOfBooks, ...(shown ? ladderOfReports : [])];
  for (const [at, question] of questions.entries()) {
    if (only !== undefined && only !== at + 1) continue;
    const params = ladderOfReports.includes(question) ? [JSON.stringify(shown?.map(shownRow))] : [];
    steps.push(...(await readStep(tx, { ...question, step: at + 1 }, params)));
  }
  return steps;
}

function shownRow({ key, opens, currency, screenMicros, fileMicros }: ShownAmount): object {
  return { key, opens, currency, screen: screenMicros.toString(), file: fileMicros.toString() };
}

type Asked = LadderQuestion & { step: number };

async function readStep(tx: Tx, question: Asked, params: readonly unknown[]): Promise<LadderStep[]> {
  const { rows } = await tx.query<Sums & { currency: string; apart: number }>(
    `${pairs(question)}
     SELECT currency, sum(left_n)::bigint AS left_n, sum(right_n)::bigint AS right_n, sum(left_micros)::bigint AS left_micros,
       sum(right_micros)::bigint AS right_micros, count(*) FILTER (WHERE ${differ})::int AS apart
     FROM pair GROUP BY currency ORDER BY currency`,
    params,
  );
  const sums = rows.length > 0 ? rows : [{ currency: '', left_n: 0n, right_n: 0n, left_micros: 0n, right_micros: 0n, apart: 0 }];
  const steps: LadderStep[] = [];
  for (const sum of sums) {
    const step = stepOf(question, sum);
    if (step.apart > 0) step.rows = await readApart(tx, question, [...params, sum.currency]);
    steps.push(step);
  }
  return steps;
}

function stepOf(question: Asked, sum: Sums & { currency: string; apart: number }): LadderStep {
  const { step, name, left, right } = question;
  const counts = question.counts ?? false;
  const differenceN = Number(sum.left_n - sum.right_n);
  return {
    step,
    name,
    left,
    right,
    currency: counts || sum.currency === '' ? null : sum.currency,
    ...sides(sum, counts),
    differenceN,
    differenceMicros: counts ? null : micros(sum.left_micros - sum.right_micros),
    apart: question.spills && differenceN === 0 ? 0 : sum.apart,
    rows: [],
  };
}

async function readApart(tx: Tx, question: Asked, params: readonly unknown[]): Promise<LadderRow[]> {
  const { rows } = await tx.query<Sums & { key: string; opens: string | null }>(
    `${pairs(question)}
     SELECT key, opens, left_n, right_n, left_micros, right_micros FROM pair WHERE ${differ} AND currency = $${params.length}
     ORDER BY abs(left_micros - right_micros) DESC, abs(left_n - right_n) DESC, key LIMIT ${mostLadderRows}`,
    params,
  );
  return rows.map((row) => ({ key: row.key, opens: row.opens, ...sides(row, question.counts ?? false) }));
}

function sides(sum: Sums, counts: boolean): Pick<LadderStep, 'leftN' | 'rightN' | 'leftMicros' | 'rightMicros'> {
  return {
    leftN: Number(sum.left_n),
    rightN: Number(sum.right_n),
    leftMicros: counts ? null : micros(sum.left_micros),
    rightMicros: counts ? null : micros(sum.right_micros),
  };
}

const differ = '(left_n <> right_n OR left_micros <> right_micros)';

/** Both sides by key and currency: what is on one side alone is 0 on the other. */
function pairs({ leftSql, rightSql, counts }: LadderQuestion): string {
  const columns = counts ? `key, opens, ''::text AS currency, n, 0::bigint AS micros` : 'key, opens, currency::text, n, micros';
  const sum = (column: string, side: string) => `coalesce(sum(${column}) FILTER (WHERE ${side}), 0)::bigint`;
  return `WITH side AS (
      SELECT true AS lefts, ${columns} FROM (${leftSql}) l UNION ALL SELECT false, ${columns} FROM (${rightSql}) r
    ), pair AS (
      SELECT key, currency, max(opens) AS opens, ${sum('n', 'lefts')} AS left_n, ${sum('n', 'NOT lefts')} AS right_n,
        ${sum('micros', 'lefts')} AS left_micros, ${sum('micros', 'NOT lefts')} AS right_micros
      FROM side GROUP BY key, currency
    )`;
}

type Sums = { left_n: bigint; right_n: bigint; left_micros: bigint; right_micros: bigint };
