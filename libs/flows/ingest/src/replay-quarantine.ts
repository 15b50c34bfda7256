import { EventLog } from '@flywheel/analytics';
import type { Database } from '@flywheel/database';
import { countFinal, markReplayed, takeWaiting, type Replayed } from '@flywheel/database/events';
import type { QuarantineReason } from '@flywheel/events';
import type { EventResult } from '@flywheel/http/events';
import type { ReplayResponse } from '@flywheel/http/quarantine';
import { newId, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { appendEvents } from './append-events.ts';
import { draftEvent } from './draft.ts';

const chunk = 1000;
const mostChunks = 1000;
const aheadMs = 600_000;

/** Which waiting events to try again, and whether to change anything. */
export type ReplayInput = { readonly reason?: QuarantineReason; readonly dryRun: boolean; readonly acceptedAt: Instant };

/**
 * Sends waiting events through the path again with their own ids: a second replay finds nothing, or duplicates. Events of any age are
 * taken, because an operator asks. Who asks for the reason `bot`, or for one of quality, says that these are people: they are not judged by
 * it again; without a reason what was set aside for its quality stays. A dry run does all of it and rolls back.
 */
export class ReplayQuarantine {
  private readonly database: Database;
  private readonly random: Random;
  private readonly log = new EventLog();

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ reason, dryRun, acceptedAt }: ReplayInput): Promise<ReplayResponse> {
    const final = await countFinal(this.database.read, reason);
    const sums = { dryRun, tried: 0, stored: 0, duplicate: 0, still: 0, final };
    let after: string | undefined = '0';
    for (let round = 0; after !== undefined && round < mostChunks; round += 1) {
      const next: Chunk = await this.replayChunk({ ...(reason ? { reason } : {}), after, limit: chunk }, acceptedAt, dryRun);
      for (const { outcome } of next.replayed) {
        sums.tried += 1;
        sums[outcome === 'wiped' ? 'still' : outcome] += 1;
      }
      after = next.last;
    }
    return sums;
  }

  private async replayChunk(filter: Parameters<typeof takeWaiting>[1], acceptedAt: Instant, dryRun: boolean): Promise<Chunk> {
    const answer: Chunk = { replayed: [], last: undefined };
    const work = this.database.inTransaction(async (tx) => {
      Object.assign(answer, await this.replay(tx, filter, acceptedAt));
      if (dryRun) throw new DryRun();
    });
    await work.catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error;
    });
    return answer;
  }

  private async replay(tx: Tx, filter: Parameters<typeof takeWaiting>[1], acceptedAt: Instant): Promise<Chunk> {
    const waiting = await takeWaiting(tx, filter);
    if (waiting.length === 0) return { replayed: [], last: undefined };
    const drafts = waiting.map(({ payload }) =>
      draftEvent(payload, { earliest: Number.NEGATIVE_INFINITY, latest: acceptedAt + aheadMs }, filter.reason === 'bot'),
    );
    await this.log.ensureDays(
      this.database.read,
      drafts.flatMap(({ refusal, at }) => (refusal ? [] : [at])),
    );
    const batch = { id: newId('bat', acceptedAt, this.random), source: 'quarantine-replay', acceptedAt };
    const { results } = await appendEvents(tx, this.log, drafts, batch);
    const replayed = waiting.map(({ id }, index) => toReplayed(id, results[index]));
    await markReplayed(tx, replayed, acceptedAt);
    return { replayed, last: waiting.length < filter.limit ? undefined : waiting.at(-1)?.id };
  }
}

type Chunk = { replayed: Replayed[]; last: string | undefined };

class DryRun extends Error {}

/** An event that is refused again is its own duplicate in the quarantine, under whatever reason it has now. */
function toReplayed(id: string, result: EventResult | undefined): Replayed {
  if (result?.reason === 'no-consent') return { id, outcome: 'wiped', reason: 'no-consent' };
  if (result?.reason) return { id, outcome: 'still', reason: result.reason };
  return { id, outcome: result?.outcome === 'stored' ? 'stored' : 'duplicate', reason: null };
}
