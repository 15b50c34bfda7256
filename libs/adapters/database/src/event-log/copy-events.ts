import type { BinaryRows } from '../binary-rows.ts';
import type { LoggedEvent } from './logged-event.ts';

/** The statements that `eventRows` and `identityRows` feed. */
export const copyEvents = `COPY engagement_event (viewer_key, event_id, at, corrected_at, kind, content_id, creator_id, query, dwell_ms,
  duration_ms, impression_id, device, country, language, detail, batch_id, source, accepted_at) FROM STDIN (FORMAT binary)`;
export const copyIdentities = 'COPY event_identity (event_id, viewer_key, day) FROM STDIN (FORMAT binary)';
export const copyStaged = 'COPY pg_temp.staged_event (n, event_id, viewer_key, day) FROM STDIN (FORMAT binary)';

/** Whole events. */
export function eventRows(rows: BinaryRows, events: readonly LoggedEvent[]): Buffer {
  rows.begin();
  for (const event of events) {
    rows.row(18);
    rows.uuid(event.viewer);
    rows.text(event.id);
    rows.instant(event.at);
    rows.instant(event.correctedAt);
    rows.text(event.kind);
    rows.uuid(event.content);
    rows.uuid(event.creator);
    rows.text(event.query);
    rows.integer(event.dwellMs);
    rows.integer(event.durationMs);
    rows.uuid(event.impression);
    rows.text(event.device);
    rows.text(event.country);
    rows.text(event.language);
    rows.json(event.detail);
    rows.uuid(event.batch.id);
    rows.text(event.batch.source);
    rows.instant(event.batch.acceptedAt);
  }
  return rows.end();
}

/** What makes each of them one event; `numbered` with its place in `events` before it. */
export function identityRows(rows: BinaryRows, events: readonly LoggedEvent[], numbered: boolean): Buffer {
  rows.begin();
  for (let n = 0; n < events.length; n += 1) {
    const event = events[n];
    if (!event) continue;
    rows.row(numbered ? 4 : 3);
    if (numbered) rows.integer(n);
    rows.text(event.id);
    rows.uuid(event.viewer);
    rows.day(event.at);
  }
  return rows.end();
}
