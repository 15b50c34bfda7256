import { splitByLargestRemainder, type Micros } from '@flywheel/primitives';
import type { ShareRule } from './share-rule.ts';

/** Part of a batch with one set of report dimensions; `key` is unique within the batch. */
export type BatchPart = { key: string; creator: string | undefined; amountMicros: Micros };

/** What creators get of a batch, by creator and by part; each view sums to `shareMicros`. */
export type BatchSplit = { shareMicros: Micros; byCreator: Map<string, Micros>; byPart: Map<string, Micros> };

/**
 * Splits one batch between platform and creators. The share is ⌊m · bps / 10⁴⌋ of what was charged on creators' content, rounded once;
 * it goes to creators by the largest remainder of their amounts, and each creator's part to his slices the same way.
 * The residue below a micro stays with the platform; charges on nobody's content carry no share.
 */
export function splitBatch(parts: readonly BatchPart[], rule: ShareRule): BatchSplit {
  const amounts = new Map<string, Micros>();
  for (const { creator, amountMicros } of parts) {
    if (creator !== undefined) amounts.set(creator, ((amounts.get(creator) ?? 0n) + amountMicros) as Micros);
  }
  const charged = [...amounts.values()].reduce((sum, each) => sum + each, 0n);
  const shareMicros = ((charged * BigInt(rule.shareBps)) / 10_000n) as Micros;
  const byCreator = splitByLargestRemainder(
    shareMicros,
    [...amounts].map(([id, weight]) => ({ id, weight })),
  );
  const byPart = new Map<string, Micros>();
  for (const [creator, share] of byCreator) {
    const own = parts.filter((part) => part.creator === creator).map((part) => ({ id: part.key, weight: part.amountMicros }));
    for (const [key, micros] of splitByLargestRemainder(share, own)) byPart.set(key, micros);
  }
  return { shareMicros, byCreator, byPart };
}
