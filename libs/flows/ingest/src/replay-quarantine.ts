import type { CopyIn, Database } from '@flywheel/database';
import { EventLog } from '@flywheel/database/event-log';
import { countFinal, markReplayed, takeWaiting, type Replayed } from '@flywheel/database/events';
import type { QuarantineReason } from '@flywheel/events';
import type { EventResult } from '@flywheel/http/events';
import type { ReplayedRows, ReplayRequest, ReplayResponse } from '@flywheel/http/quarantine';
import { newId, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { appendEvents } from './append-events.ts';
import { draftEvent } from './draft.ts';
import { KnownReferences } from './known-references.ts';

const chunk = 1000;
const everything = 1_000_000;
const aheadMs = 600_000;

/** Which waiting events to try again, how many and behind which, and whether to change anything. */
export type ReplayInput = Partial<Pick<ReplayRequest, 'reason' | 'after' | 'most'>> & {
  readonly dryRun: boolean;
  readonly acceptedAt: Instant;
};

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

  async run({ reason, dryRun, acceptedAt, after = '0', most = everything }: ReplayInput): Promise<ReplayResponse> {
    const final = await countFinal(this.database.read, reason);
    const sums = { tried: 0, stored: 0, duplicate: 0, still: 0 };
    const details = new Map<string, ReplayedRows>();
    let next: string | undefined = after;
    while (next !== undefined && sums.tried < most) {
      const limit = Math.min(chunk, most - sums.tried);
      const part: Chunk = await this.replayChunk({ ...(reason ? { reason } : {}), after: next, limit }, acceptedAt, dryRun);
      for (const { was, outcome, reason: now } of part.replayed) {
        const told = outcome === 'wiped' ? 'still' : outcome;
        sums.tried += 1;
        sums[told] += 1;
        const key = `${was} ${told} ${now ?? ''}`;
        const row = details.get(key) ?? { was, outcome: told, now, events: 0 };
        row.events += 1;
        details.set(key, row);
      }
      next = part.last;
    }
    return { dryRun, next: next ?? null, ...sums, final, details: [...details.values()].sort((a, b) => b.events - a.events) };
  }

  private async replayChunk(filter: Parameters<typeof takeWaiting>[1], acceptedAt: Instant, dryRun: boolean): Promise<Chunk> {
    const answer: Chunk = { replayed: [], last: undefined };
    const work = this.database.inTransaction(async (tx, copyIn) => {
      Object.assign(answer, await this.replay({ tx, copyIn }, filter, acceptedAt));
      if (dryRun) throw new DryRun();
    });
    await work.catch((error: unknown) => {
      if (!(error instanceof DryRun)) throw error;
    });
    return answer;
  }

  private async replay(
    { tx, copyIn }: { tx: Tx; copyIn: CopyIn },
    filter: Parameters<typeof takeWaiting>[1],
    acceptedAt: Instant,
  ): Promise<Chunk> {
    const waiting = await takeWaiting(tx, filter);
    if (waiting.length === 0) return { replayed: [], last: undefined };
    const drafts = waiting.map(({ payload }) =>
      draftEvent(payload, { earliest: Number.NEGATIVE_INFINITY, latest: acceptedAt + aheadMs }, filter.reason === 'bot'),
    );
    await this.log.ensureDays(
      this.database.read,
      drafts.flatMap(({ refusal, at }) => (refusal ? [] : [at])),
    );
    const batch = { id: newId('bat', acceptedAt, this.random), source: 'quarantine-replay', acceptedAt, skewMs: 0, drafts };
    const [appended] = await appendEvents({ tx, copyIn, log: this.log, references: new KnownReferences() }, [batch]);
    const replayed = waiting.map(({ id, reason }, index) => ({ was: reason, ...toReplayed(id, appended?.results[index]) }));
    await markReplayed(tx, replayed, acceptedAt);
    return { replayed, last: waiting.length < filter.limit ? undefined : waiting.at(-1)?.id };
  }
}

type Tried = Replayed & { readonly was: QuarantineReason; readonly reason: QuarantineReason | null };
type Chunk = { replayed: Tried[]; last: string | undefined };

class DryRun extends Error {}

/** An event that is refused again is its own duplicate in the quarantine, under whatever reason it has now. */
function toReplayed(id: string, result: EventResult | undefined): Omit<Tried, 'was'> {
  if (result?.reason === 'no-consent') return { id, outcome: 'wiped', reason: 'no-consent' };
  if (result?.reason) return { id, outcome: 'still', reason: result.reason };
  return { id, outcome: result?.outcome === 'stored' ? 'stored' : 'duplicate', reason: null };
}
