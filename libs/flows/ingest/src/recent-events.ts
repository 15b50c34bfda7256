import { tailKept, type EventTail, type TailEntry, type TailQuery } from '@flywheel/http/event-tail';
import type { EventResult } from '@flywheel/http/events';
import type { Instant } from '@flywheel/primitives';
import type { Incoming } from './append-events.ts';

/** Of a batch no more are remembered of each sort: a large one leaves room for others. */
const mostOfBatch = 50;

/**
 * The newest events that this process was sent and what became of them, in memory: the last 250 that were stored and the last 250 that were
 * not, at most 50 of each from one batch. Nothing of it says whose an event was, and of one without consent only that it came.
 */
export class RecentEvents {
  private readonly stored: TailEntry[] = [];
  private readonly others: TailEntry[] = [];
  private readonly seen = { stored: 0, duplicate: 0, quarantined: 0 };
  private readonly since: Instant;
  private last = 0;

  /** `since`: from when on it is told of events. */
  constructor(since: Instant) {
    this.since = since;
  }

  /** Notes a batch after its commit; `results` in the order of its drafts. */
  note({ drafts, source, acceptedAt }: Incoming, results: readonly EventResult[]): void {
    const room = { stored: mostOfBatch, others: mostOfBatch };
    results.forEach(({ outcome, reason, field }, n) => {
      this.seen[outcome] += 1;
      const sort = outcome === 'stored' ? 'stored' : 'others';
      if (room[sort] === 0) return;
      room[sort] -= 1;
      const draft = reason === 'no-consent' ? undefined : drafts[n];
      this.last += 1;
      this[sort].push({
        serial: this.last,
        acceptedAt: new Date(acceptedAt).toISOString(),
        kind: draft?.event?.kind ?? null,
        outcome,
        reason: reason ?? null,
        field: field ?? null,
        ageMs: draft?.event ? acceptedAt - draft.at : null,
        source,
      });
    });
    for (const kept of [this.stored, this.others]) if (kept.length > tailKept) kept.splice(0, kept.length - tailKept);
  }

  /** What is remembered, newest first. */
  tell({ kind, outcome, reason, after, limit }: TailQuery, now: Instant): Omit<EventTail, 'takesEvents'> {
    const fits = (entry: TailEntry): boolean =>
      entry.serial > after &&
      (kind === undefined || entry.kind === kind) &&
      (outcome === undefined || entry.outcome === outcome) &&
      (reason === undefined || entry.reason === reason);
    const entries = [...this.stored, ...this.others].filter(fits).sort((a, b) => b.serial - a.serial);
    return {
      since: new Date(this.since).toISOString(),
      now: new Date(now).toISOString(),
      last: this.last,
      seen: { ...this.seen },
      entries: entries.slice(0, limit),
    };
  }
}
