/** What is chained, each stream by itself. */
export type Stream = 'ledger' | 'audit' | 'batches';

/** A column of a row's primary key: how it reads as text in a link, and whether a text can be one at all. */
export type KeyColumn = { readonly column: string; readonly type: string; readonly text: string; reads(text: string): boolean };

/** A table whose rows are linked one by one, each together with the rows of `parts` that carry its key. */
export type StreamTables = { readonly table: string; readonly key: readonly KeyColumn[]; readonly parts: readonly string[] };

const uuid = (column: string): KeyColumn => ({
  column,
  type: 'uuid',
  text: `t.${column}::text`,
  reads: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text),
});
const whole = (column: string): KeyColumn => ({
  column,
  type: 'bigint',
  text: `t.${column}::text`,
  reads: (text) => /^(0|[1-9][0-9]{0,17})$/.test(text),
});
// Buckets are whole minutes, so the text below loses nothing.
const moment = (column: string): KeyColumn => ({
  column,
  type: 'timestamptz',
  text: `to_char(t.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
  reads: (text) => {
    const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : NaN;
    return !Number.isNaN(at) && new Date(at).toISOString() === text.replace('Z', '.000Z');
  },
});

/** ledger: entries with their postings; audit: what was done by whom; batches: sealed batches with their slices. */
export const streams: Readonly<Record<Stream, StreamTables>> = {
  ledger: { table: 'books.entry', key: [uuid('entry_id')], parts: ['books.posting'] },
  audit: { table: 'audit_event', key: [whole('audit_id')], parts: [] },
  batches: { table: 'batch', key: [moment('bucket'), uuid('campaign_id'), whole('gen')], parts: ['batch_slice'] },
};

/** Every stream, in the order in which they are chained and verified. */
export const streamNames = ['ledger', 'audit', 'batches'] as const satisfies readonly Stream[];

/** Whether the texts of a link can be a key of this stream at all. */
export function readsAsKey(stream: Stream, key: readonly string[]): boolean {
  const { key: columns } = streams[stream];
  return key.length === columns.length && columns.every((each, n) => each.reads(key[n] ?? ''));
}
