import { createHash } from 'node:crypto';
import type { Entry } from '@flywheel/ledger';
import { inParts } from '@flywheel/ledger/books';
import { assert, canonicalJson, fromRowId, toRowId, utcDay, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { entryIdOf } from './entry-id.ts';
import { refusalOf } from './ledger-refusal.ts';

/** The entry that stands under a key, and whether this call made it (false: a replay, nothing moved). */
export type Posted = { entry: Id<'ent'>; fresh: boolean };

const chunkSize = 1000;

/** Posts one entry; a replay returns the first. Throws LedgerRefusal when the books refuse. */
export async function postEntry(tx: Tx, entry: Entry): Promise<Posted> {
  const [posted] = await postEntries(tx, [entry]);
  assert(posted, 'a post returns its entry');
  return posted;
}

/**
 * Posts many entries in the caller's transaction, all or none, and returns them in the order given; of an entry that is cut into parts, its
 * first part. Throws LedgerRefusal.
 */
export async function postEntries(tx: Tx, entries: readonly Entry[]): Promise<Posted[]> {
  const byKey = new Map<string, Posted>();
  const parts = entries.flatMap((entry) => inParts(entry));
  for (let from = 0; from < parts.length; from += chunkSize) {
    for (const row of await postChunk(tx, parts.slice(from, from + chunkSize))) {
      byKey.set(row.key, { entry: fromRowId('ent', row.entry_id), fresh: row.fresh });
    }
  }
  return entries.map(({ key }) => {
    const posted = byKey.get(key);
    assert(posted, `the books answer for every key (${key})`);
    return posted;
  });
}

async function postChunk(tx: Tx, entries: readonly Entry[]): Promise<Array<{ key: string; entry_id: string; fresh: boolean }>> {
  const once = new Map(entries.map((entry) => [entry.key, entry]));
  assert(once.size === entries.length, 'one post names a key once');
  try {
    const { rows } = await tx.query<{ key: string; entry_id: string; fresh: boolean }>('SELECT * FROM books.post($1, $2)', [
      JSON.stringify(entries.map(entryRow)),
      JSON.stringify(entries.flatMap(postingRows)),
    ]);
    return rows;
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

function entryRow(entry: Entry): object {
  return {
    entry_id: toRowId(entryIdOf(entry)),
    key: entry.key,
    payload_sha256: payloadHash(entry),
    kind: entry.kind,
    effective_at: utcDay(entry.at),
    relates_to: entry.relatesTo ? toRowId(entry.relatesTo) : null,
    reason: entry.reason ?? null,
    actor: entry.actor,
    rule_version: entry.ruleVersion ?? null,
    meta: entry.meta ?? {},
  };
}

function postingRows(entry: Entry): object[] {
  const id = toRowId(entryIdOf(entry));
  return entry.postings.map(({ account, currency, amountMicros }, line) => ({
    entry_id: id,
    line,
    account,
    currency,
    amount_micros: amountMicros.toString(),
  }));
}

/** Over what the entry does, not over when and by whom it was sent: a retry on another day is the same entry. */
function payloadHash({ kind, postings, relatesTo, reason, ruleVersion, meta }: Entry): string {
  return createHash('sha256').update(canonicalJson({ kind, postings, relatesTo, reason, ruleVersion, meta })).digest('hex');
}
