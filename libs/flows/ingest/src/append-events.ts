import { eventKey, type EventLog, type LoggedEvent } from '@flywheel/analytics';
import { recordBatch, setAside, type SetAside } from '@flywheel/database/events';
import { putOutbox } from '@flywheel/database/outbox';
import { lockPeopleForWriting } from '@flywheel/database/people';
import type { EventResult } from '@flywheel/http/events';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { adEngagements } from './ad-engagements.ts';
import type { Draft } from './draft.ts';
import { keepPayload, readableId } from './kept-payload.ts';
import { findReferences, refusalByReference } from './known-references.ts';
import { refusalStages, type Refusal } from './quarantine-reason.ts';
import { toLogged } from './to-logged.ts';

/** The batch that drafts came in. */
export type Batch = { readonly id: Id<'bat'>; readonly source: string; readonly acceptedAt: Instant };

/** What became of a batch; results in the order of the drafts. */
export type AppendedEvents = { stored: number; duplicate: number; quarantined: number; results: EventResult[] };

/** Stores, sets aside and counts the drafts of one batch, and leaves word for whoever learns from them: all in `tx`, or nothing. */
export async function appendEvents(tx: Tx, log: EventLog, drafts: readonly Draft[], batch: Batch): Promise<AppendedEvents> {
  await lockPeopleForWriting(tx);
  const references = await findReferences(tx, drafts);
  for (const draft of drafts) draft.refusal = refusalByReference(draft, references);

  const keyed = drafts.map((draft) => (draft.refusal ? undefined : toLogged(draft, references)));
  const distinct = distinctByKey(keyed.flatMap((event) => event ?? []));
  const stored = await log.append(tx, sortedByKey(distinct), { id: toRowId(batch.id), source: batch.source, acceptedAt: batch.acceptedAt });

  const waiting = drafts.map(({ raw, refusal }) => (refusal ? toSetAside(raw, refusal) : undefined));
  const where = { id: toRowId(batch.id), source: batch.source, at: batch.acceptedAt };
  const kept = await setAside(
    tx,
    waiting.flatMap((row) => row ?? []),
    where,
  );

  const answer = tell(drafts, { keyed, distinct, stored, waiting, kept });
  await recordBatch(tx, { ...answer, ...where, received: drafts.length, acceptedAt: batch.acceptedAt });
  if (answer.stored > 0) await putOutbox(tx, 'events-accepted', { batch: batch.id, ...span(distinct) });
  const engagements = adEngagements(distinct.values());
  if (engagements.length > 0) await putOutbox(tx, 'ads-engaged', { engagements });
  return answer;
}

type Outcome = {
  keyed: ReadonlyArray<LoggedEvent | undefined>;
  distinct: ReadonlyMap<string, LoggedEvent>;
  stored: 'all' | ReadonlySet<string>;
  waiting: ReadonlyArray<SetAside | undefined>;
  kept: Set<string>;
};

function tell(drafts: readonly Draft[], { keyed, distinct, stored, waiting, kept }: Outcome): AppendedEvents {
  const sums: AppendedEvents = { stored: 0, duplicate: 0, quarantined: 0, results: [] };
  drafts.forEach(({ raw, refusal }, index) => {
    const event = keyed[index];
    const outcome = event ? outcomeOf(event, distinct, stored) : asideOutcome(waiting[index], kept);
    sums[outcome] += 1;
    sums.results.push({
      id: readableId(raw),
      outcome,
      ...(refusal ? { reason: refusal.reason } : {}),
      ...(refusal?.field ? { field: refusal.field } : {}),
    });
  });
  return sums;
}

/** Of equal events in one batch the first is the stored one. */
function outcomeOf(event: LoggedEvent, distinct: Outcome['distinct'], stored: Outcome['stored']): 'stored' | 'duplicate' {
  const key = keyOf(event);
  return distinct.get(key) === event && (stored === 'all' || stored.has(key)) ? 'stored' : 'duplicate';
}

/** What can not be recognised again is always a row of its own. */
function asideOutcome(row: SetAside | undefined, kept: Set<string>): 'quarantined' | 'duplicate' {
  if (!row?.event || !row.digest) return 'quarantined';
  return kept.delete(`${row.event}/${row.digest}`) ? 'quarantined' : 'duplicate';
}

function toSetAside(raw: unknown, { reason, field }: Refusal): SetAside {
  const nothing = { event: null, payload: null, digest: null };
  const kept = reason === 'no-consent' ? nothing : { event: readableId(raw), ...keepPayload(raw) };
  return { stage: refusalStages[reason], reason, field: field ?? null, ...kept };
}

function distinctByKey(events: readonly LoggedEvent[]): Map<string, LoggedEvent> {
  const distinct = new Map<string, LoggedEvent>();
  for (const event of events) if (!distinct.has(keyOf(event))) distinct.set(keyOf(event), event);
  return distinct;
}

/** One order for every writer: two batches that share events wait for each other and never deadlock. */
function sortedByKey(events: ReadonlyMap<string, LoggedEvent>): LoggedEvent[] {
  return [...events].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, event]) => event);
}

function keyOf(event: LoggedEvent): string {
  return eventKey(event.viewer, event.id, event.at);
}

function span(events: ReadonlyMap<string, LoggedEvent>): { from: Instant; to: Instant } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of events.values()) [from, to] = [Math.min(from, at), Math.max(to, at)];
  return { from, to };
}
