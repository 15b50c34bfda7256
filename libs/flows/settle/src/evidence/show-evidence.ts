import type { Database } from '@flywheel/database';
import { readCheckpoints, readHeads, streamNames, type Stream } from '@flywheel/database/chain';
import { fingerprintOf, isSignedBy } from '@flywheel/runtime/evidence';
import { readContent, type CheckpointContent } from './checkpoint-content.ts';

const shownDays = 14;

/** Where the streams stand and the newest checkpoints; `holds`: the deployment's own key signed it. */
export type EvidenceShown = {
  publicPem: string;
  fingerprint: string;
  streams: Array<{ stream: Stream; links: bigint; hash: string }>;
  checkpoints: Array<{ day: string; content: CheckpointContent | undefined; text: string; signature: string; holds: boolean }>;
};

/** Shows how far records are linked and what was signed; it verifies signatures, not rows: `npm run verify` does. */
export class ShowEvidence {
  private readonly database: Database;
  private readonly publicPem: string;

  constructor(database: Database, publicPem: string) {
    this.database = database;
    this.publicPem = publicPem;
  }

  run(): Promise<EvidenceShown> {
    return this.database.inSnapshot(async (tx) => {
      const heads = await readHeads(tx);
      const checkpoints = await readCheckpoints(tx, { limit: shownDays });
      return {
        publicPem: this.publicPem,
        fingerprint: fingerprintOf(this.publicPem),
        streams: streamNames.map((stream) => ({ stream, links: heads[stream].seq, hash: heads[stream].hash.toString('hex') })),
        checkpoints: checkpoints.map(({ day, content, signature }) => ({
          day,
          content: readContent(content),
          text: content,
          signature,
          holds: isSignedBy(this.publicPem, content, signature),
        })),
      };
    });
  }
}
