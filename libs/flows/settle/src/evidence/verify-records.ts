import type { Database } from '@flywheel/database';
import { readCheckpoints, streamNames, verifyStream, type Stream, type Verified } from '@flywheel/database/chain';
import type { Tx } from '@flywheel/runtime';
import type { Checkpoint } from '@flywheel/runtime/evidence';
import { judgeCheckpoints, signedLinks, type CheckpointFault } from './judge-checkpoints.ts';
import { Recount } from './recount.ts';

/** What was gone through: each stream with its first fault, the checkpoints that hold, and what is wrong with the others. */
export type Verification = {
  readonly good: boolean;
  readonly streams: Verified[];
  readonly checkpoints: number;
  readonly checkpointFaults: CheckpointFault[];
};

/** `outside`: copies of checkpoints kept outside the database; `keys`: public keys (PEM) that are trusted. */
export type Evidence = {
  readonly outside: readonly Checkpoint[];
  readonly keys: readonly string[];
  readonly onProgress?: (stream: Stream, links: bigint) => void;
};

/** Recomputes every link from the rows that stand now, and holds the result against the signed checkpoints. One snapshot, no writes. */
export class VerifyRecords {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  run(evidence: Evidence): Promise<Verification> {
    return this.database.inSnapshot(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      return verifyRecords(tx, evidence);
    });
  }
}

/** The same within a transaction of the caller's. */
export async function verifyRecords(tx: Tx, { outside, keys, onProgress }: Evidence): Promise<Verification> {
  const { good, faults } = judgeCheckpoints({ inside: await readCheckpoints(tx), outside, keys });
  const recount = new Recount(good);
  const streams: Verified[] = [];
  for (const stream of streamNames) {
    streams.push(
      await verifyStream(tx, {
        stream,
        signed: signedLinks(good, stream),
        onProgress: (links) => onProgress?.(stream, links),
        ...(stream === 'ledger' && { onLink: (link) => recount.take(link) }),
      }),
    );
  }
  const checkpointFaults = [...faults, ...recount.faults];
  return {
    good: checkpointFaults.length === 0 && streams.every(({ fault }) => fault === undefined),
    streams,
    checkpoints: good.length,
    checkpointFaults,
  };
}
