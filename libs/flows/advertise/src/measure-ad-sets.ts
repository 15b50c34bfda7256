import { checkReach, writeReach, type MeasuredReach } from '@flywheel/database/reach';
import { assert, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { parseTargeting } from '@flywheel/targeting';
import type { DocumentFault } from './check-document.ts';

/** An ad set with how many people its expression reaches; `at` is its place in the document. */
export type MeasuredAdSet = { adSet: Id<'set'>; at: number; reach: MeasuredReach };

/** Measures the expressions of a document's ad sets, or of one of them (`only`). They were parsed before. */
export async function measureAdSets(
  tx: Tx,
  account: Id<'acc'>,
  adSets: ReadonlyArray<{ adSet: Id<'set'>; targeting: unknown }>,
  only: (adSet: Id<'set'>) => boolean = () => true,
): Promise<MeasuredAdSet[]> {
  const measured: MeasuredAdSet[] = [];
  for (const [at, { adSet, targeting }] of adSets.entries()) {
    if (!only(adSet)) continue;
    const parsed = parseTargeting(targeting);
    assert(parsed.outcome === 'parsed', 'an expression is measured after it was checked');
    measured.push({ adSet, at, reach: await checkReach(tx, { account, targeting: parsed.targeting }) });
  }
  return measured;
}

/** Keeps the measurement: decisions read it, and so does the campaign's page. */
export async function keepReach(tx: Tx, measured: readonly MeasuredAdSet[], now: Instant): Promise<void> {
  for (const { adSet, reach } of measured) await writeReach(tx, adSet, reach, now);
}

/**
 * The first ad set that may not be saved as it is. A draft may still reach too few people (its page says so); a sensitive category or
 * somebody else's audience is refused in a draft as well.
 */
export function reachFault(measured: readonly MeasuredAdSet[], standing: 'draft' | 'active'): DocumentFault | undefined {
  const faulty = measured.find(({ reach }) => {
    if (reach.outcome === 'sensitive' || reach.outcome === 'unknown-audience') return true;
    return reach.outcome !== 'met' && standing === 'active';
  });
  if (!faulty) return undefined;
  const { path, sentence } = faulty.reach;
  const field = `adSets.${faulty.at}.targeting`;
  return { outcome: 'refused', reason: 'targeting', field: path === '' ? field : `${field}.${path}`, sentence };
}
