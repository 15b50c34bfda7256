import type { Tx } from '@flywheel/runtime';
import { askedValues, type Targeting } from '@flywheel/targeting';

/** A community that an expression names and that is not offered (any more): where it is named, and the sentence that says why. */
export type WithdrawnCommunity = { readonly path: string; readonly sentence: string };

/** The first community the expression names that retired, lost its name or whose members' interest was not seen to last. */
export async function withdrawnCommunity(tx: Tx, targeting: Targeting): Promise<WithdrawnCommunity | undefined> {
  const asked = askedValues(targeting).filter(({ attr }) => attr === 'segment');
  if (asked.length === 0) return undefined;
  const { rows } = await tx.query<{ value: string; name: string; why: 'retired' | 'unnamed' | 'not-lifted' }>(
    `SELECT v.value, t.name,
            CASE WHEN k.retired_at IS NOT NULL THEN 'retired' WHEN k.named_by IS NULL THEN 'unnamed' ELSE 'not-lifted' END AS why
       FROM unnest($1::text[]) AS v(value)
       LEFT JOIN segment s ON s.segment_id = CASE WHEN v.value ~ '^seg_[0-9a-f]{32}$' THEN row_id(v.value) END
       JOIN community k ON k.node = coalesce(s.node, v.value)
       JOIN taxonomy_node t ON t.node = k.node
      WHERE k.retired_at IS NOT NULL OR k.named_by IS NULL OR NOT k.kept`,
    [[...new Set(asked.map(({ value }) => value))]],
  );
  const found = asked.find(({ value }) => rows.some((row) => row.value === value));
  const row = rows.find(({ value }) => value === found?.value);
  return found && row && { path: found.path, sentence: `${row.name}: this community ${reasons[row.why]}; choose another segment` };
}

const reasons = {
  retired: 'is no more, its contents have gone to others',
  unnamed: 'has no name yet',
  'not-lifted': "is not offered while its members' interest is not seen to last",
} as const;
