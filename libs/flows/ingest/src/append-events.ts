import type { CopyIn } from '@flywheel/database';
import { uuidBytes, type EventLog, type LogBatch, type LoggedEvent } from '@flywheel/database/event-log';
import { recordBatches, setAside, type SetAside } from '@flywheel/database/events';
import { putOutbox } from '@flywheel/database/outbox';
import type { QualityState } from '@flywheel/measurement/quality';
import { toRowId, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { adEngagements } from './ad-engagements.ts';
import type { Draft } from './draft.ts';
import { keepPayload, readableId } from './kept-payload.ts';
import { refusalByReference, type KnownReferences, type References } from './known-references.ts';
import { doubtOf } from './doubt-of.ts';
import { refusalStages, type Refusal } from './quarantine-reason.ts';
import { tellOutcomes, type AppendedEvents } from './tell-outcomes.ts';
import { toLogged, viewerKey } from './to-logged.ts';

/**
 * One request's drafts, and the batch that they are counted in. `skewMs`: our clock less the sender's, 0 where it is not known. `quality`:
 * what to judge them by; without it they are not judged.
 */
export type Incoming = {
  readonly id: Id<'bat'>;
  readonly source: string;
  readonly acceptedAt: Instant;
  readonly skewMs: number;
  readonly quality?: QualityState | undefined;
  readonly drafts: readonly Draft[];
};

/** What writes a group: one transaction, the log, and what is remembered of whom events refer to. */
export type Appending = {
  readonly tx: Tx;
  readonly copyIn: CopyIn;
  readonly log: EventLog;
  readonly references: KnownReferences;
};

/** Stores, sets aside and counts the drafts of a group of batches, and leaves word for whoever learns from them: all of it, or nothing. */
export async function appendEvents({ tx, copyIn, log, references }: Appending, group: readonly Incoming[]): Promise<AppendedEvents[]> {
  const drafts = group.length === 1 ? (group[0]?.drafts ?? []) : group.flatMap((batch) => batch.drafts);
  const known = await references.find(tx, drafts);
  const doubted: Draft[] = [];
  for (const { drafts: own, skewMs, quality, ...batch } of group) {
    const logBatch: LogBatch = { id: uuidBytes(toRowId(batch.id)), source: batch.source, acceptedAt: batch.acceptedAt };
    for (const draft of own) {
      const doubt = quality && doubtOf(draft, known, { state: quality, source: batch.source });
      draft.verdict = doubt ?? refusalByReference(draft, known);
      draft.logged = draft.verdict ? undefined : toLogged(draft, known, logBatch, skewMs);
      draft.copy = false;
      if (doubt) doubted.push(draft);
    }
  }
  await clearHeld({ tx, log }, doubted, known);
  await store({ tx, copyIn, log }, drafts);
  await putAside(tx, group);
  const answers = group.map(({ drafts: own }) => tellOutcomes(own));
  await recordBatches(
    tx,
    group.map(({ id, source, acceptedAt, drafts: own }, n) => {
      const { stored = 0, quarantined = 0, duplicate = 0 } = answers[n] ?? {};
      return { id: toRowId(id), source, acceptedAt, received: own.length, stored, quarantined, duplicate };
    }),
  );
  await leaveWord(tx, group, answers);
  return answers;
}

/** What the log holds was believed when it came first: in whatever company it comes again, it is a copy and nothing to set aside. */
async function clearHeld({ tx, log }: Pick<Appending, 'tx' | 'log'>, doubted: readonly Draft[], known: References): Promise<void> {
  const identities = doubted.map(({ event, viewer }) => ({ id: event?.id ?? '', viewer: viewerKey(viewer, known) }));
  for (const place of await log.held(tx, identities)) {
    const draft = doubted[place];
    if (!draft) continue;
    draft.verdict = undefined;
    draft.copy = true;
  }
}

async function store({ tx, copyIn, log }: Omit<Appending, 'references'>, drafts: readonly Draft[]): Promise<void> {
  const fresh = markCopies(drafts.filter(({ logged }) => logged).sort(byIdentity));
  const held = await log.append(
    tx,
    copyIn,
    fresh.flatMap(({ logged }) => logged ?? []),
  );
  for (const place of held) {
    const draft = fresh[place];
    if (draft) draft.copy = true;
  }
}

/** Of equal events the first that came is the one that is stored. */
function markCopies(sorted: readonly Draft[]): Draft[] {
  let before: Draft | undefined;
  const fresh: Draft[] = [];
  for (const draft of sorted) {
    draft.copy = before !== undefined && byIdentity(before, draft) === 0;
    if (!draft.copy) fresh.push(draft);
    before = draft;
  }
  return fresh;
}

function byIdentity({ logged: a }: Draft, { logged: b }: Draft): number {
  if (!a || !b) return 0;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return Buffer.compare(a.viewer, b.viewer);
}

/** Of equal events that are refused the first is set aside. What can not be recognised again is always a row of its own. */
async function putAside(tx: Tx, group: readonly Incoming[]): Promise<void> {
  const waiting = new Map<string, Draft>();
  const rows: SetAside[] = [];
  for (const { id, source, acceptedAt, drafts } of group) {
    for (const draft of drafts) {
      if (!draft.verdict) continue;
      const row = toSetAside(draft.raw, draft.verdict, { batch: toRowId(id), source, receivedAt: acceptedAt });
      const key = row.event !== null && row.digest !== null ? `${row.event}/${row.digest}` : undefined;
      draft.copy = key !== undefined && waiting.has(key);
      if (draft.copy) continue;
      if (key !== undefined) waiting.set(key, draft);
      rows.push(row);
    }
  }
  const kept = await setAside(tx, rows);
  for (const [key, draft] of waiting) draft.copy = !kept.has(key);
}

function toSetAside(raw: unknown, { reason, field }: Refusal, batch: Pick<SetAside, 'batch' | 'source' | 'receivedAt'>): SetAside {
  const nothing = { event: null, payload: null, digest: null };
  const kept = reason === 'no-consent' ? nothing : { event: readableId(raw), ...keepPayload(raw) };
  return { ...batch, stage: refusalStages[reason], reason, field: field ?? null, ...kept };
}

async function leaveWord(tx: Tx, group: readonly Incoming[], answers: readonly AppendedEvents[]): Promise<void> {
  const accepted = group.flatMap(({ id, drafts }, n) => (answers[n]?.stored ? [{ batch: id, ...span(drafts) }] : []));
  if (accepted.length > 0) await putOutbox(tx, 'events-accepted', ...accepted);
  const engagements = adEngagements(group.flatMap(({ drafts }) => drafts.flatMap(newlyLogged)));
  if (engagements.length > 0) await putOutbox(tx, 'ads-engaged', { engagements });
}

function newlyLogged({ logged, copy }: Draft): LoggedEvent[] {
  return logged && !copy ? [logged] : [];
}

function span(drafts: readonly Draft[]): { from: Instant; to: Instant } {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { logged, copy, at } of drafts) if (logged && !copy) [from, to] = [Math.min(from, at), Math.max(to, at)];
  return { from, to };
}
