import { createHash, type Hash } from 'node:crypto';
import { hashTotals, type ChainedRow } from '@flywheel/database/chain';
import { assert } from '@flywheel/primitives';
import type { CheckpointFault, GoodCheckpoint } from './judge-checkpoints.ts';

/** Adds up the ledger's links as they are verified, and compares with what each checkpoint says at its own. */
export class Recount {
  readonly faults: CheckpointFault[] = [];
  private readonly waiting: Array<{ checkpoint: GoodCheckpoint; from: bigint; to: bigint; hash: Hash }>;
  private readonly totals = new Map<string, { debit: bigint; credit: bigint }>();

  constructor(checkpoints: readonly GoodCheckpoint[]) {
    this.waiting = checkpoints.map((checkpoint) => ({
      checkpoint,
      from: BigInt(checkpoint.entries.from),
      to: BigInt(checkpoint.entries.to),
      hash: createHash('sha256'),
    }));
    this.compare(0n);
  }

  /** Takes the next link of the ledger with its entry and postings. */
  take({ seq, hash, row }: { seq: bigint; hash: Buffer; row: ChainedRow }): void {
    for (const part of this.waiting) if (part.from <= seq && seq <= part.to) part.hash.update(hash);
    for (const posting of row.tables[1]?.rows ?? []) this.add(new Map(posting));
    this.compare(seq);
  }

  private add(posting: ReadonlyMap<string, string | null>): void {
    const [account, currency, amount] = ['account', 'currency', 'amount_micros'].map((field) => posting.get(field));
    assert(account && currency && amount, 'a posting has account, currency and amount');
    const total = this.totals.get(`${account.slice(0, 4)} ${currency}`) ?? { debit: 0n, credit: 0n };
    const amountMicros = BigInt(amount);
    if (amountMicros > 0n) total.debit += amountMicros;
    else total.credit -= amountMicros;
    this.totals.set(`${account.slice(0, 4)} ${currency}`, total);
  }

  private compare(seq: bigint): void {
    for (const { checkpoint, to, hash } of this.waiting.filter((each) => each.to === seq)) {
      const { day, entries, trialBalanceSha256 } = checkpoint;
      const fault = (differs: CheckpointFault['differs'], sentence: string): void => void this.faults.push({ day, differs, sentence });
      if (hash.copy().digest('hex') !== entries.sha256) fault('entries', `the entries from ${entries.from} to ${to} give another hash`);
      if (this.hashed() !== trialBalanceSha256) fault('trial-balance', `the trial balance of the entries up to ${to} gives another hash`);
    }
  }

  private hashed(): string {
    const totals = [...this.totals].map(([name, { debit, credit }]) => {
      const [code = '', currency = ''] = name.split(' ');
      return { code, currency, debit: debit.toString(), credit: credit.toString() };
    });
    return hashTotals(totals);
  }
}
