import type { UpsertResponse, UpsertResult } from '@flywheel/http/people';
import { readableId } from './kept-payload.ts';

/** A check that names the first faulty field, from `compileSchema`. */
export type Check = (value: unknown) => { readonly field: string } | undefined;

/** Items that can be written, each beside its place in the request, and the answer so far (undefined where it is open). */
export type ReadItems<T> = { readonly good: Array<{ item: T; index: number }>; readonly results: Array<UpsertResult | undefined> };

/** Checks each item on its own. Of two items with one id the second is refused: which one holds would depend on chance. */
export function readItems<T extends { id: string }>(items: readonly unknown[], check: Check): ReadItems<T> {
  const seen = new Set<string>();
  const good: ReadItems<T>['good'] = [];
  const results = items.map((raw, index): UpsertResult | undefined => {
    const fault = check(raw);
    if (fault) return { id: readableId(raw), outcome: 'refused', reason: 'invalid', ...(fault.field ? { field: fault.field } : {}) };
    const item = raw as T;
    if (seen.has(item.id)) return { id: item.id, outcome: 'refused', reason: 'repeated', field: 'id' };
    seen.add(item.id);
    good.push({ item, index });
    return undefined;
  });
  return { good, results };
}

/** The answer: what was refused stands already, the rest is stored where the store says that something changed. */
export function answerItems<T extends { id: string }>({ good, results }: ReadItems<T>, changed: ReadonlySet<string>): UpsertResponse {
  const complete = [...results] as UpsertResult[];
  for (const { item, index } of good) {
    complete[index] ??= { id: item.id, outcome: changed.has(item.id) ? 'stored' : 'unchanged' };
  }
  const count = (outcome: UpsertResult['outcome']): number => complete.filter((result) => result.outcome === outcome).length;
  return {
    received: complete.length,
    stored: count('stored'),
    unchanged: count('unchanged'),
    refused: count('refused'),
    results: complete,
  };
}
