import type { Database } from '@flywheel/database';
import {
  hashEntries,
  hashTotals,
  insertCheckpoint,
  readCheckpoints,
  readHeads,
  readSignedTotals,
  type ChainHead,
} from '@flywheel/database/chain';
import { utcDay, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { Checkpoint, CheckpointFolder, CheckpointKey } from '@flywheel/runtime/evidence';
import { ChainRecords } from './chain-records.ts';
import { contentHash, contentText, readContent } from './checkpoint-content.ts';

const copiesLookedAfter = 7;

/**
 * `signed`: the day has its checkpoint now. `stands`: it had one. `behind`: rows still wait to be linked; the next run tries again.
 * `nothing`: there is no record at all yet.
 */
export type Signing = { outcome: 'signed' | 'stands' | 'behind' | 'nothing'; day: string };

/**
 * Signs one checkpoint a UTC day, as soon as the day has begun and everything that waited is linked, and puts a copy of it and of the
 * public key outside the database. A copy that is there is never written over; one that is missing of the last seven is made again.
 */
export class SignCheckpoint {
  private readonly database: Database;
  private readonly key: CheckpointKey;
  private readonly folder: CheckpointFolder;

  constructor(database: Database, key: CheckpointKey, folder: CheckpointFolder) {
    this.database = database;
    this.key = key;
    this.folder = folder;
  }

  async run({ now }: { now: Instant }): Promise<Signing> {
    const day = utcDay(now);
    const outcome = await this.sign(day, now);
    this.folder.keepKey(this.key.publicPem);
    for (const checkpoint of await readCheckpoints(this.database.read, { limit: copiesLookedAfter })) this.folder.keep(checkpoint);
    return { outcome, day };
  }

  private async sign(day: string, now: Instant): Promise<Signing['outcome']> {
    const [last] = await readCheckpoints(this.database.read, { limit: 1 });
    if (last && last.day >= day) return 'stands';
    if ((await new ChainRecords(this.database).run()).more) return 'behind';
    const content = await this.database.inSnapshot((tx) => this.contentOf(tx, { day, now, last }));
    if (content === undefined) return 'nothing';
    const made = { day, content, signature: this.key.sign(content) };
    return (await insertCheckpoint(this.database.read, made)) ? 'signed' : 'stands';
  }

  private async contentOf(
    tx: Tx,
    { day, now, last }: { day: string; now: Instant; last: Checkpoint | undefined },
  ): Promise<string | undefined> {
    const heads = await readHeads(tx);
    if (Object.values(heads).every(({ seq }) => seq === 0n)) return undefined;
    const to = heads.ledger.seq;
    const from = BigInt((last && readContent(last.content)?.entries.to) ?? '0') + 1n;
    return contentText({
      v: 1,
      day,
      madeAt: new Date(now).toISOString(),
      streams: { ledger: linkOf(heads.ledger), audit: linkOf(heads.audit), batches: linkOf(heads.batches) },
      entries: { from: from.toString(), to: to.toString(), sha256: await hashEntries(tx, from, to) },
      trialBalanceSha256: hashTotals(await readSignedTotals(tx, to)),
      previousSha256: last ? contentHash(last.content) : null,
      key: this.key.fingerprint,
    });
  }
}

function linkOf({ seq, hash }: ChainHead): { seq: string; hash: string } {
  return { seq: seq.toString(), hash: hash.toString('hex') };
}
