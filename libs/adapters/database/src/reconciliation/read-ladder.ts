import { micros, type Micros } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { ladderQuestions } from './ladder-steps.ts';

/** Two counts of one thing that must be equal; `differenceMicros` is null where only rows are counted. */
export type LadderStep = {
  step: number;
  name: string;
  left: string;
  right: string;
  leftN: number;
  rightN: number;
  leftMicros: Micros | null;
  rightMicros: Micros | null;
  differenceN: number;
  differenceMicros: Micros | null;
};

/** Climbs the ladder: every step from one snapshot of its own. */
export async function readLadder(tx: Tx): Promise<LadderStep[]> {
  const steps: LadderStep[] = [];
  for (const [n, { name, left, right, sql }] of ladderQuestions.entries()) {
    const { rows } = await tx.query<Row>(
      `SELECT left_n::bigint, right_n::bigint, left_micros::bigint, right_micros::bigint
        FROM (SELECT q.*${sql.includes('left_micros') ? '' : nothing} FROM (${sql}) q) step`,
    );
    const row = rows[0] ?? { left_n: 0n, right_n: 0n, left_micros: null, right_micros: null };
    const [leftMicros, rightMicros] = [
      row.left_micros === null ? null : micros(row.left_micros),
      row.right_micros === null ? null : micros(row.right_micros),
    ];
    steps.push({
      step: n + 1,
      name,
      left,
      right,
      leftN: Number(row.left_n),
      rightN: Number(row.right_n),
      leftMicros,
      rightMicros,
      differenceN: Number(row.left_n - row.right_n),
      differenceMicros: leftMicros === null || rightMicros === null ? null : micros(leftMicros - rightMicros),
    });
  }
  return steps;
}

const nothing = ', NULL::bigint AS left_micros, NULL::bigint AS right_micros';

type Row = { left_n: bigint; right_n: bigint; left_micros: bigint | null; right_micros: bigint | null };
