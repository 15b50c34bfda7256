import { micros, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { ClaimResult, Violation } from '../auditing/run-claims.ts';
import type { LadderRow, LadderStep } from './read-ladder.ts';

/** A kept run of the ladder and the auditor: when, why, by whom it was asked for, and how many steps and claims found something. */
export type RunHead = {
  run: bigint;
  at: Instant;
  cause: 'nightly' | 'asked';
  askedBy: string | null;
  tookMs: number;
  stepsApart: number;
  claimsHit: number;
};

/** A kept run with everything it found. */
export type KeptRun = RunHead & { steps: LadderStep[]; claims: ClaimResult[] };

/** Keeps a run and returns its number. */
export async function keepRun(tx: Tx, kept: Omit<KeptRun, 'run'>): Promise<bigint> {
  const { rows } = await tx.query<{ run_id: bigint }>(
    `INSERT INTO reconciliation_run (at, cause, asked_by, took_ms, steps_apart, claims_hit)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING run_id`,
    [new Date(kept.at), kept.cause, kept.askedBy, kept.tookMs, kept.stepsApart, kept.claimsHit],
  );
  const run = rows[0]?.run_id ?? 0n;
  await tx.query(
    `INSERT INTO reconciliation_step SELECT $1, s.step, s.currency, s.name, s.left_says, s.right_says, s.left_n, s.right_n, s.left_micros,
       s.right_micros, s.apart, s.rows
     FROM jsonb_to_recordset($2::jsonb) AS s(step int, currency text, name text, left_says text, right_says text, left_n bigint,
       right_n bigint, left_micros bigint, right_micros bigint, apart int, rows jsonb)`,
    [run, JSON.stringify(kept.steps.map(stepRow))],
  );
  await tx.query(
    `INSERT INTO reconciliation_claim SELECT $1, c.place, c.claim, c.says, c.hits, c.rows
     FROM jsonb_to_recordset($2::jsonb) AS c(place int, claim text, says text, hits int, rows jsonb)`,
    [run, JSON.stringify(kept.claims.map((claim, at) => ({ place: at + 1, ...claim })))],
  );
  return run;
}

/** Kept runs, the newest first, at most `limit`. */
export async function readRuns(tx: Tx, limit: number): Promise<RunHead[]> {
  const { rows } = await tx.query<HeadRow>(`SELECT * FROM reconciliation_run ORDER BY run_id DESC LIMIT $1`, [limit]);
  return rows.map(headOf);
}

/** One kept run; undefined for a number that none has. */
export async function readRun(tx: Tx, run: bigint): Promise<KeptRun | undefined> {
  const { rows } = await tx.query<HeadRow>('SELECT * FROM reconciliation_run WHERE run_id = $1', [run]);
  const [head] = rows;
  if (!head) return undefined;
  const steps = await tx.query<StepRow>('SELECT * FROM reconciliation_step WHERE run_id = $1 ORDER BY step, currency', [run]);
  const claims = await tx.query<{ claim: string; says: string; hits: number; rows: Violation[] }>(
    'SELECT claim, says, hits, rows FROM reconciliation_claim WHERE run_id = $1 ORDER BY place',
    [run],
  );
  return { ...headOf(head), steps: steps.rows.map(stepOf), claims: claims.rows };
}

function stepRow(step: LadderStep): object {
  return {
    step: step.step,
    currency: step.currency ?? '',
    name: step.name,
    left_says: step.left,
    right_says: step.right,
    left_n: step.leftN,
    right_n: step.rightN,
    left_micros: step.leftMicros?.toString() ?? null,
    right_micros: step.rightMicros?.toString() ?? null,
    apart: step.apart,
    rows: step.rows.map((row) => ({
      ...row,
      leftMicros: row.leftMicros?.toString() ?? null,
      rightMicros: row.rightMicros?.toString() ?? null,
    })),
  };
}

function stepOf(row: StepRow): LadderStep {
  const [leftMicros, rightMicros] = [amountOf(row.left_micros), amountOf(row.right_micros)];
  return {
    step: row.step,
    name: row.name,
    left: row.left_says,
    right: row.right_says,
    currency: row.currency === '' ? null : row.currency,
    leftN: Number(row.left_n),
    rightN: Number(row.right_n),
    leftMicros,
    rightMicros,
    differenceN: Number(row.left_n - row.right_n),
    differenceMicros: leftMicros === null || rightMicros === null ? null : micros(leftMicros - rightMicros),
    apart: row.apart,
    rows: row.rows.map((each) => ({ ...each, leftMicros: amountOf(each.leftMicros), rightMicros: amountOf(each.rightMicros) })),
  };
}

function amountOf(amount: bigint | string | null): LadderStep['leftMicros'] {
  return amount === null ? null : micros(BigInt(amount));
}

function headOf(row: HeadRow): RunHead {
  return {
    run: row.run_id,
    at: row.at.getTime(),
    cause: row.cause,
    askedBy: row.asked_by,
    tookMs: row.took_ms,
    stepsApart: row.steps_apart,
    claimsHit: row.claims_hit,
  };
}

type HeadRow = {
  run_id: bigint;
  at: Date;
  cause: RunHead['cause'];
  asked_by: string | null;
  took_ms: number;
  steps_apart: number;
  claims_hit: number;
};

type StepRow = {
  step: number;
  currency: string;
  name: string;
  left_says: string;
  right_says: string;
  left_n: bigint;
  right_n: bigint;
  left_micros: bigint | null;
  right_micros: bigint | null;
  apart: number;
  rows: Array<Omit<LadderRow, 'leftMicros' | 'rightMicros'> & { leftMicros: string | null; rightMicros: string | null }>;
};
