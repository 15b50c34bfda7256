import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import {
  allowLongStatements,
  applyEdit,
  effectOf,
  endEdit,
  lockEdit,
  matchEntries,
  openEdit,
  stageEntries,
} from '@flywheel/database/audience-lists';
import { lockAudience, readAudience } from '@flywheel/database/audiences';
import { lockPeopleForWriting } from '@flywheel/database/people';
import { mostInBatch, mostStreamed, type EditAction } from '@flywheel/http/audiences';
import { editRefusal } from '@flywheel/privacy';
import { newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { MatchKeys, Tx } from '@flywheel/runtime';
import { NotAHash, readHashes } from './read-hashes.ts';
import { settleCount } from './settle-count.ts';

/** Whose list is changed, and by whom. */
export type ListToEdit = { account: Id<'acc'>; audience: Id<'aud'>; action: EditAction; now: Instant; actor: string };

/** One batch of a change; without `edit` it begins one. */
export type EditBatch = ListToEdit & { edit?: Id<'edt'> | undefined; hashes: readonly string[]; last: boolean };

export type EditOutcome =
  | { outcome: 'staged' | 'applied'; edit: Id<'edt'>; received: number }
  | { outcome: 'refused'; reason: 'unknown-audience' | 'not-a-list' | 'unknown-edit' }
  | { outcome: 'refused'; reason: 'not-a-hash' | 'too-small' | 'too-often' | 'too-large'; sentence: string };

/**
 * Changes an uploaded list. Hashes become HMACs as they come in and are staged; only the last batch makes them count, all at once, and
 * only if the change is large enough to ask after nobody. What matched is never told, only the rounded size of the whole.
 */
export class EditList {
  private readonly database: Database;
  private readonly random: Random;
  private readonly matchKeys: MatchKeys;

  constructor(database: Database, random: Random, matchKeys: MatchKeys) {
    this.database = database;
    this.random = random;
    this.matchKeys = matchKeys;
  }

  /** Takes one batch of at most 10,000 hashes. */
  async run(batch: EditBatch): Promise<EditOutcome> {
    return this.database.inTransaction(async (tx): Promise<EditOutcome> => {
      const found = await readAudience(tx, batch.audience);
      if (found?.account !== batch.account || found.archived) return { outcome: 'refused', reason: 'unknown-audience' };
      if (found.kind !== 'upload') return { outcome: 'refused', reason: 'not-a-list' };
      const edit = batch.edit ?? (await this.open(tx, batch));
      const open = await lockEdit(tx, edit);
      if (open?.audience !== batch.audience) return { outcome: 'refused', reason: 'unknown-edit' };
      const received = open.received + batch.hashes.length;
      if (received > mostStreamed)
        return this.refuse(tx, edit, batch.now, 'too-large', `one change holds ${mostStreamed} identifiers at most`);
      await stageEntries(
        tx,
        edit,
        batch.hashes.map((hash) => this.matchKeys.of(hash)),
      );
      return batch.last ? this.apply(tx, { ...batch, edit }, received) : { outcome: 'staged', edit, received };
    });
  }

  /** Takes a whole change as a stream, reading on only when the last batch was written. A line that is no hash refuses all of it. */
  async stream(list: ListToEdit, body: AsyncIterable<Buffer | string>): Promise<EditOutcome> {
    let edit: Id<'edt'> | undefined;
    try {
      for await (const hashes of readHashes(body, mostInBatch)) {
        const staged = await this.run({ ...list, edit, hashes, last: false });
        if (staged.outcome === 'refused') return staged;
        edit = staged.edit;
      }
    } catch (error) {
      const { database } = this;
      const begun = edit;
      if (begun !== undefined) await database.inTransaction((tx) => endEdit(tx, begun, 'refused', list.now));
      if (error instanceof NotAHash) return { outcome: 'refused', reason: 'not-a-hash', sentence: `line ${error.line}: ${error.message}` };
      throw error;
    }
    return this.run({ ...list, edit, hashes: [], last: true });
  }

  private async open(tx: Tx, { account, audience, action, now }: ListToEdit): Promise<Id<'edt'>> {
    const edit = newId('edt', now, this.random);
    await openEdit(tx, { edit, audience, account, action, now });
    return edit;
  }

  private async apply(tx: Tx, batch: ListToEdit & { edit: Id<'edt'> }, received: number): Promise<EditOutcome> {
    const { audience, edit, now, actor } = batch;
    await allowLongStatements(tx);
    await lockPeopleForWriting(tx);
    const stored = await lockAudience(tx, audience);
    const open = await lockEdit(tx, edit);
    if (!stored || !open) return { outcome: 'refused', reason: 'unknown-edit' };
    const refusal = editRefusal(await effectOf(tx, open, now));
    if (refusal) return this.refuse(tx, edit, now, refusal.reason, refusal.sentence);
    await applyEdit(tx, open, now);
    await matchEntries(tx, audience, now);
    await settleCount(tx, stored, now);
    await appendAudit(tx, { actor, action: `audience.${open.action}`, subject: audience, detail: { received }, now });
    return { outcome: 'applied', edit, received };
  }

  private async refuse(
    tx: Tx,
    edit: Id<'edt'>,
    now: Instant,
    reason: 'too-small' | 'too-often' | 'too-large',
    sentence: string,
  ): Promise<EditOutcome> {
    await endEdit(tx, edit, 'refused', now);
    return { outcome: 'refused', reason, sentence };
  }
}
