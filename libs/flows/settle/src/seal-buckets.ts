import type { Database } from '@flywheel/database';
import { postEntries } from '@flywheel/database/ledger';
import {
  bucketOfCharge,
  firstBucket,
  insertBatches,
  insertSealedBuckets,
  insertSlices,
  lastSealed,
  lockBeforeFirst,
  lockSealing,
  lockSpan,
  readBatches,
  readRevenueMode,
  readSlices,
} from '@flywheel/database/sealing';
import { toRowId, utcMinute, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { splitBatches } from './split-batches.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const graceMs = 5_000;
const longestSpanMs = 24 * hourMs;
const usualMostCharges = 1_000_000;

/** What a run sealed; `through` is the end of the last sealed minute. */
export type Sealed = { buckets: number; batches: number; amountMicros: bigint; through: Instant | undefined };

/**
 * Closes the books of every minute that ended at least five seconds ago, in order and without a gap: counts and hashes its charges by
 * campaign, splits them with the creators, posts one entry a campaign as principal or agent, and marks the minute, so
 * that no charge can enter it any more.
 */
export class SealBuckets {
  private readonly database: Database;
  private readonly mostCharges: number;

  /** `mostCharges`: after how many a transaction takes no further minute. */
  constructor(database: Database, mostCharges: number = usualMostCharges) {
    this.database = database;
    this.mostCharges = mostCharges;
  }

  async run({ now }: { now: Instant }): Promise<Sealed> {
    const total: Sealed = { buckets: 0, batches: 0, amountMicros: 0n, through: undefined };
    for (;;) {
      const span = await this.database.inTransaction((tx) => sealNext(tx, now, this.mostCharges));
      if (span === undefined) return total;
      total.buckets += span.buckets;
      total.batches += span.batches;
      total.amountMicros += span.amountMicros;
      total.through = span.through;
    }
  }
}

/**
 * Seals the next span of minutes in one transaction: a day of whole hours where so much is waiting, else up to an hour; less where more
 * than a million charges wait, so that no backlog is too large to be sealed.
 */
async function sealNext(tx: Tx, now: Instant, mostCharges: number): Promise<Sealed | undefined> {
  await lockSealing(tx);
  const last = await lastSealed(tx);
  if (last === undefined) await lockBeforeFirst(tx);
  const from = last === undefined ? await firstBucket(tx) : last + minuteMs;
  if (from === undefined) return undefined;
  const open = spanEnd(from, utcMinute(now - graceMs));
  if (open <= from) return undefined;
  const full = await bucketOfCharge(tx, { from, until: open, nth: mostCharges });
  const until = full === undefined ? open : spanEnd(from, Math.max(full, from + minuteMs));
  await lockSpan(tx, from, until);
  const { mode } = await readRevenueMode(tx);
  // Statements after the wait see every charge that was let in before it.
  const slices = await readSlices(tx, from, until);
  const split = splitBatches(await readBatches(tx, { from, until }, slices), slices, mode);
  const entries = split.flatMap(({ entry }) => entry ?? []);
  const posted = await postEntries(tx, entries);
  const entryIds = new Map(entries.map((entry, n) => [entry, posted[n]?.entry]));
  await insertBatches(
    tx,
    split.map(({ batch, shareMicros, entry }) => {
      const id = entry && entryIds.get(entry);
      return { ...batch, shareMicros, entry: id ? toRowId(id) : null };
    }),
  );
  await insertSlices(
    tx,
    split.flatMap(({ slices }) => slices),
  );
  await insertSealedBuckets(tx, { from, until, now });
  const amountMicros = split.reduce((sum, { batch }) => sum + batch.amountMicros, 0n);
  return { buckets: (until - from) / minuteMs, batches: split.length, amountMicros, through: until };
}

function spanEnd(from: Instant, end: Instant): Instant {
  const [hour, lastHour] = [Math.ceil(from / hourMs) * hourMs, Math.floor(end / hourMs) * hourMs];
  if (from === hour && lastHour > hour) return Math.min(from + longestSpanMs, lastHour);
  return Math.min(end, hour === from ? from + hourMs : hour);
}
