import { questionsOf, type AnswerPattern, type PersonalQuestion } from '@flywheel/privacy';
import { assert, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Targeting, Truth } from '@flywheel/targeting';

/** Most questions about people that one expression is measured with. */
export const mostPersonalQuestions = 60;

/**
 * Everybody who agrees to ads by interest, grouped by how they answer the personal questions of `targeting`: one pass over the people,
 * whatever the expression looks like, with parameters only. At most `mostPersonalQuestions` questions.
 */
export async function readAnswerPatterns(tx: Tx, targeting: Targeting): Promise<AnswerPattern[]> {
  const { personal } = questionsOf(targeting);
  assert(personal.length <= mostPersonalQuestions, 'expressions with more personal questions are refused before they are measured');
  const segments = await segmentsByValue(tx, personal);
  const segmentBits = bitsOf(personal, 'segment', (value) => segments.get(value) ?? []);
  const audienceBits = bitsOf(personal, 'audience', (value) => [toRowId(value as Id<'aud'>)]);
  // Local to the transaction: a million people are counted in one pass, and hashing them stays in memory.
  await tx.query(`SELECT set_config('statement_timeout', '60s', true), set_config('work_mem', '128MB', true)`);
  const { rows } = await tx.query<Row>(select, [...segmentBits, ...audienceBits]);
  return rows.map((row) => ({ people: Number(row.people), answers: personal.map((question, at) => answerOf(question, at, row)) }));
}

/** Row ids and, beside each, the bit of the question that it answers. */
function bitsOf(
  personal: readonly PersonalQuestion[],
  attr: 'segment' | 'audience',
  rowsOf: (value: string) => readonly string[],
): [ids: string[], bits: string[]] {
  const pairs = personal.flatMap((question, at) =>
    question.attr === attr ? [...question.values].flatMap(rowsOf).map((id) => ({ id, bit: String(1n << BigInt(at)) })) : [],
  );
  return [pairs.map(({ id }) => id), pairs.map(({ bit }) => bit)];
}

type Row = { bits: bigint; country: string | null; language: string | null; people: bigint };

function answerOf({ attr, values }: PersonalQuestion, at: number, row: Row): Truth {
  if (attr === 'segment' || attr === 'audience') return truthOf(((row.bits >> BigInt(at)) & 1n) === 1n);
  const known = row[attr];
  return known === null ? 'unknown' : truthOf(values.has(known));
}

function truthOf(claim: boolean): Truth {
  return claim ? 'true' : 'false';
}

/** Expressions name segments by id or by node. */
async function segmentsByValue(tx: Tx, personal: readonly PersonalQuestion[]): Promise<Map<string, string[]>> {
  const values = personal.filter((each) => each.attr === 'segment').flatMap((each) => [...each.values]);
  if (values.length === 0) return new Map();
  const { rows } = await tx.query<{ value: string; segment: string }>(
    `SELECT v.value, s.segment_id AS segment FROM unnest($1::text[]) AS v(value)
       JOIN segment s ON s.node = v.value OR s.segment_id = CASE WHEN v.value ~ '^seg_[0-9a-f]{32}$' THEN row_id(v.value) END`,
    [[...new Set(values)]],
  );
  const found = new Map<string, string[]>();
  for (const { value, segment } of rows) found.set(value, [...(found.get(value) ?? []), segment]);
  return found;
}

const select = `
WITH answered AS (
  SELECT viewer_key, bit_or(bit) AS bits FROM (
    SELECT m.viewer_key, q.bit FROM unnest($1::uuid[], $2::bigint[]) AS q(id, bit)
      JOIN membership m ON m.segment_id = q.id AND m.left_at IS NULL
    UNION ALL
    SELECT m.viewer_key, q.bit FROM unnest($3::uuid[], $4::bigint[]) AS q(id, bit)
      JOIN audience_member m ON m.audience_id = q.id AND m.left_at IS NULL) AS yes
  GROUP BY viewer_key)
SELECT coalesce(a.bits, 0) AS bits, i.country, i.language, count(*) AS people
  FROM identity i LEFT JOIN answered a USING (viewer_key)
 WHERE i.purposes @> '{personalisation,ads}'
 GROUP BY 1, 2, 3`;
