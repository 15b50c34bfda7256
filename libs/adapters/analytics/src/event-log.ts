import { utcDay, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Nobody known: events of people who are not signed in. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** An accepted event as it is stored; ids are uuid text, `viewer` is a pseudonym or `nobody`. */
export type LoggedEvent = {
  readonly viewer: string;
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  readonly content: string | null;
  readonly creator: string | null;
  readonly query: string | null;
  readonly dwellMs: number | null;
  readonly durationMs: number | null;
  readonly impression: string | null;
  readonly device: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly detail: string | null;
};

/** The batch that events came in. */
export type LogBatch = { readonly id: string; readonly source: string; readonly acceptedAt: Instant };

const rememberedDays = 10_000;

/** The append-only log of engagement, one partition a UTC day. */
export class EventLog {
  private readonly days = new Set<string>();

  /** Makes the partitions for these moments; call it outside the transaction that appends, so that no lock is held long. */
  async ensureDays(tx: Tx, moments: readonly Instant[]): Promise<void> {
    const missing = [...new Set(moments.map(utcDay))].filter((day) => !this.days.has(day)).sort();
    if (missing.length === 0) return;
    await tx.query('SELECT ensure_event_days($1::date[])', [missing]);
    if (this.days.size > rememberedDays) this.days.clear();
    for (const day of missing) this.days.add(day);
  }

  /**
   * Appends events in the order of their key; what the log already holds is left out. Returns the keys (`eventKey`) that were new,
   * or 'all'. Each key may stand at most once in `events`.
   */
  async append(tx: Tx, events: readonly LoggedEvent[], batch: LogBatch): Promise<'all' | Set<string>> {
    if (events.length === 0) return 'all';
    const column = <T>(pick: (event: LoggedEvent) => T): T[] => events.map(pick);
    const { rowCount } = await tx.query(insert, [
      column((event) => event.viewer),
      column((event) => event.id),
      column((event) => event.at),
      column((event) => event.kind),
      column((event) => event.content),
      column((event) => event.creator),
      column((event) => event.query),
      column((event) => event.dwellMs),
      column((event) => event.durationMs),
      column((event) => event.impression),
      column((event) => event.device),
      column((event) => event.country),
      column((event) => event.language),
      column((event) => event.detail),
      batch.id,
      batch.source,
      new Date(batch.acceptedAt),
    ]);
    return rowCount === events.length ? 'all' : this.storedKeys(tx, events, batch.id);
  }

  /** Only a batch that met duplicates pays for asking which of its rows are new. */
  private async storedKeys(tx: Tx, events: readonly LoggedEvent[], batch: string): Promise<Set<string>> {
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { at } of events) [first, last] = [Math.min(first, at), Math.max(last, at)];
    const { rows } = await tx.query<{ viewer_key: string; event_id: string; at: Date }>(
      'SELECT viewer_key, event_id, at FROM engagement_event WHERE batch_id = $1 AND at BETWEEN $2 AND $3',
      [batch, new Date(first), new Date(last)],
    );
    return new Set(rows.map((row) => eventKey(row.viewer_key, row.event_id, row.at.getTime())));
  }
}

/** The identity of an event: whose (uuid text with dashes), its id, its time. */
export function eventKey(viewer: string, id: string, at: Instant): string {
  return `${viewer}/${at}/${id}`;
}

const insert = `
INSERT INTO engagement_event (viewer_key, event_id, at, kind, content_id, creator_id, query, dwell_ms, duration_ms, impression_id,
                              device, country, language, detail, batch_id, source, accepted_at)
SELECT viewer, id, to_timestamp(at_ms / 1000.0), kind, content, creator, query, dwell, duration, impression, device, country, language,
       detail::jsonb, $15::uuid, $16::text, $17::timestamptz
  FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::int[], $9::int[], $10::uuid[],
              $11::text[], $12::text[], $13::text[], $14::text[])
       AS e(viewer, id, at_ms, kind, content, creator, query, dwell, duration, impression, device, country, language, detail)
ON CONFLICT DO NOTHING
`;
