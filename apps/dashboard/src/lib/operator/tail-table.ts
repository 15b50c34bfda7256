import type { EventTail, TailEntry } from '@flywheel/http/event-tail';
import { formatCount } from '#lib/format/count.ts';
import { formatMomentExactly } from '#lib/format/dates.ts';
import type { TableView } from '#lib/reports/table.ts';
import { noValue } from '#lib/reports/values.ts';
import { reasonLabel } from './quarantine-words.ts';

const units = [
  { ms: 86_400_000, name: 'd' },
  { ms: 3_600_000, name: 'h' },
  { ms: 60_000, name: 'min' },
  { ms: 1000, name: 's' },
] as const;

/** How old an event was when it came: `850 ms`, `3 min`; `2 s ahead` where its time was still to come. */
export function formatAge(ms: number | null): string {
  if (ms === null) return noValue;
  const size = Math.abs(ms);
  const unit = units.find((each) => size >= each.ms);
  const text = unit ? `${formatCount(Math.floor(size / unit.ms))} ${unit.name}` : `${size} ms`;
  return ms < 0 ? `${text} ahead` : text;
}

/** What became of an event, in words. */
export function outcomeText({ outcome, reason, field }: Pick<TailEntry, 'outcome' | 'reason' | 'field'>): string {
  const word = { stored: 'Stored', duplicate: 'Duplicate', quarantined: 'Quarantined' }[outcome];
  if (reason === null) return word;
  return `${word}: ${reasonLabel(reason).toLowerCase()}${field === null ? '' : ` (${field})`}`;
}

/** The events of a tail, newest first. */
export function tailTable({ entries }: Pick<EventTail, 'entries'>): TableView {
  return {
    caption: 'Newest events',
    columns: [
      { id: 'came', label: 'Came (UTC)', numeric: false },
      { id: 'kind', label: 'Kind', numeric: false },
      { id: 'outcome', label: 'What became of it', numeric: false },
      { id: 'age', label: 'Age when it came', numeric: true },
      { id: 'source', label: 'Source', numeric: false },
    ],
    rows: entries.map((entry) => ({
      key: String(entry.serial),
      label: formatMomentExactly(entry.acceptedAt),
      cells: [entry.kind ?? noValue, outcomeText(entry), formatAge(entry.ageMs), entry.source],
      ...(entry.reason !== null && { hrefs: [undefined, `/operator/quarantine?reason=${entry.reason}`] }),
    })),
  };
}

/** What came since an earlier look, to be spoken: `12 new events, 3 of them not stored`. */
export function newsText(before: EventTail['seen'], now: EventTail['seen']): string {
  const [stored, others] = [now.stored - before.stored, now.duplicate + now.quarantined - before.duplicate - before.quarantined];
  const all = stored + others;
  if (all <= 0) return 'No new events.';
  return `${formatCount(all)} new ${all === 1 ? 'event' : 'events'}, ${others === 0 ? 'all stored' : `${formatCount(others)} not stored`}.`;
}
