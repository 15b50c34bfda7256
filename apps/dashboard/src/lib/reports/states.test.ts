import { describe, expect, it } from 'vitest';
import type { LedgerEntry } from '@flywheel/http/ledger';
import type { Answer, Refusal } from '#lib/api/answer.ts';
import { barsOf } from './bars.ts';
import { cardState, isWithheld, resultOf } from './card-state.ts';
import { withCountryNames } from './country-names.ts';
import { exportLink } from './export-link.ts';
import { legsTable, mirrorTable } from './ledger-tables.ts';

const refusal = (status: number): Answer<number> => ({
  ok: false,
  refusal: { status, code: 'x', title: 'No', requestId: 'req_1' } satisfies Refusal,
});
const range = {
  v: 1,
  from: '2026-11-01',
  to: '2026-11-30',
  until: '2026-12-01',
  preset: null,
  compare: 'none',
  previous: null,
  today: '2026-12-05',
  zone: 'UTC',
  text: '',
  previousText: null,
} as const;
const people = {
  id: 'country',
  report: 'creator-audience',
  by: 'country',
  rowCount: 2,
  previous: null,
  totals: { values: { people: 177 } },
  suppressed: { rows: 3, k: 50 },
  columns: [
    {
      kind: 'metric',
      id: 'people',
      unit: 'count',
      label: 'People',
      short: 'People',
      definition: '',
      additive: 'all',
      total: 'sum',
      better: 'up',
      basis: 'event',
      privacy: 'k-people',
      denominator: null,
    },
  ],
  rows: [
    { kind: 'under-k', key: '', label: '', values: { people: 77 } },
    { kind: 'row', key: 'DE', label: 'Germany', values: { people: 100 } },
  ],
} as const;
const result = structuredClone(people) as unknown as Parameters<typeof barsOf>[0];

describe('a card', () => {
  it('names who can help when a role is missing, and the request when something broke', () => {
    expect(cardState(refusal(403))).toEqual({ kind: 'no-permission', who: 'An administrator' });
    expect(cardState(refusal(500))).toMatchObject({ kind: 'error', refusal: { requestId: 'req_1' } });
  });
  it('tells an empty world from an empty filter', () => {
    const answer: Answer<number> = { ok: true, value: 0 };
    expect(cardState(answer, () => ({ empty: true, text: 'Nothing.' })).kind).toBe('empty-first');
    expect(cardState(answer, () => ({ empty: true, text: 'Nothing.', clearHref: '?' })).kind).toBe('empty-filtered');
    expect(cardState(answer, () => ({ empty: false, text: '' })).kind).toBe('ready');
  });
  it('is withheld only when no group is large enough', () => {
    expect(isWithheld(result)).toBe(false);
    expect(isWithheld({ ...result, rows: result.rows.slice(0, 1) })).toBe(true);
  });
  it('says when a question was left unanswered', () => {
    expect(resultOf({ ok: true, value: { results: [] } as never }, 'days').ok).toBe(false);
  });
});

describe('bars', () => {
  it('put the group of the few last, whatever its size', () => {
    expect(barsOf(result, 'people').map((bar) => [bar.label, bar.text, bar.share])).toEqual([
      ['Germany', '100', 1],
      ['Groups under 50 people, together', '77', 0.77],
    ]);
  });
});

it('countries have names, other labels stay', () => {
  const rows = ['DE', 'unknown', ''].map((label) => ({ kind: 'row' as const, key: label, label, values: {} }));
  expect(withCountryNames({ ...result, rows }).rows.map((row) => row.label)).toEqual(['Germany', 'unknown', '']);
});

describe('an export', () => {
  it('asks the question of the screen; the last day is included', () => {
    expect(exportLink('revenue-by-day', range, { by: 'account', creator: undefined })).toBe(
      '/v1/reports/revenue-by-day.csv?from=2026-11-01&to=2026-12-01&tz=UTC&by=account',
    );
  });
});

describe('an entry', () => {
  it('shows its legs to the micro, debits and credits apart and equal', () => {
    const leg = (account: string, amountMicros: string) => ({ account, name: account, currency: 'USD', amountMicros });
    const entry = { currency: 'USD', postings: [leg('2020', '3501'), leg('4010', '-3501')] } as unknown as LedgerEntry;
    const table = legsTable(entry);
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['0.003501', '', '2020'],
      ['', '0.003501', '4010'],
    ]);
    expect(table.totals).toEqual(['0.003501', '0.003501', '']);
    expect(mirrorTable(entry).rows.map((row) => row.cells)).toEqual([
      ['', '0.003501', '2020'],
      ['0.003501', '', '4010'],
    ]);
  });
});
