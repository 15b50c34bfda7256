import type { Database } from '@flywheel/database';
import { listEntries, readBatchProof, readRelated, type BatchProof } from '@flywheel/database/ledger';
import { batchNameText } from '@flywheel/http/batch-name';
import type { LedgerEntryDetail } from '@flywheel/http/ledger';
import type { Id } from '@flywheel/primitives';
import { entryView } from './entry-view.ts';
import { keptElsewhere } from './reverse-entry.ts';

/** One entry; a batch's with what it was made of, its charges hashed anew. */
export class ShowLedgerEntry {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined for an entry nobody posted. */
  async run({ entry }: { entry: Id<'ent'> }): Promise<LedgerEntryDetail | undefined> {
    const [row] = await listEntries(this.database.reports, { entry, limit: 1 });
    if (!row) return undefined;
    const proof = await readBatchProof(this.database.reports, entry);
    const related = await readRelated(this.database.reports, entry);
    return { keptElsewhere: keptElsewhere.has(row.kind), entry: entryView(row), batch: proof ? batchView(proof) : null, related };
  }
}

function batchView(proof: BatchProof): LedgerEntryDetail['batch'] {
  const { gen: _, ...rest } = proof;
  return {
    ...rest,
    batch: batchNameText(proof),
    bucket: new Date(proof.bucket).toISOString(),
    amountMicros: proof.amountMicros.toString(),
    shareMicros: proof.shareMicros.toString(),
  };
}
