import type { SourceRow } from '@flywheel/analytics';
import { timeBuckets } from '@flywheel/reporting';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readQuestion, type AskedReport } from './asked-report.ts';
import { makeSpan } from './report-span.ts';

function asked(report: AskedReport['query']['report'], by: AskedReport['grouping']['id']): AskedReport {
  const read = readQuestion({ id: 'q', report, by });
  if ('field' in read) throw new Error(read.detail);
  return read;
}

const days = timeBuckets({ from: '2026-03-01', to: '2026-03-05' }, 'day', 'UTC') ?? [];
const noonOfThird = Date.parse('2026-03-03T12:00:00Z');

describe('the rows of an answer', () => {
  it('fill days on which nothing happened with zero and days to come with nothing', () => {
    const rows: SourceRow[] = [{ key: '1', label: '1', fields: { received: 5n, stored: 5n } }];
    const { span } = makeSpan({ asked: asked('ingest-by-day', 'day'), answer: { rows, requeried: {} }, buckets: days, until: noonOfThird });
    expect(span.rows.map((row) => row.values['received'])).toEqual([0, 5, 0, null]);
    expect(span.rows.map((row) => row.values['quarantine_rate'])).toEqual([null, 0, null, null]);
    expect(span.buckets?.map((bucket) => bucket.incomplete)).toEqual([false, false, true, true]);
    expect(span.series?.['received']).toEqual([0, 5, 0, null]);
  });

  it('withhold what fewer than 50 people stand behind, but not what nobody does', () => {
    const rows = [0n, 1n, 49n, 50n].map((reach, index) => ({
      key: `cmp_${index}`,
      label: '',
      people: reach,
      fields: { reach, impressions: 60n },
    }));
    const { span } = makeSpan({
      asked: asked('advertiser-home', 'campaign'),
      answer: { rows, requeried: { reach: 90n } },
      buckets: [],
      until: 0,
    });
    expect(span.rows.map((row) => row.values['reach'])).toEqual([0, null, null, 50]);
    expect(span.rows.map((row) => row.withheld)).toEqual([undefined, ['reach', 'frequency'], ['reach', 'frequency'], undefined]);
    expect(span.totals.values['reach']).toBe(90);
    expect(span.rows.every((row) => row.values['impressions'] === 60)).toBe(true);
  });

  it('of people always sum to the total, or none is shown', () => {
    const people = fc.array(fc.bigInt(1n, 300n), { maxLength: 12 });
    fc.assert(
      fc.property(people, (counts) => {
        const rows = counts.map((count, index) => ({
          key: `C${index}`,
          label: '',
          people: count,
          fields: { people: count, views: count * 2n },
        }));
        const everyone = counts.reduce((sum, count) => sum + count, 0n);
        const answer = { rows, requeried: { people: everyone } };
        const { span } = makeSpan({ asked: asked('creator-audience', 'country'), answer, buckets: [], until: 0 });
        const shown = span.rows.reduce((sum, row) => sum + Number(row.values['people']), 0);
        expect(span.rows.length === 0 || shown === Number(everyone)).toBe(true);
        expect(span.rows.every((row) => Number(row.values['people']) >= 50)).toBe(true);
        if (everyone > 0n && everyone < 50n) expect(span.totals.values['people']).toBeNull();
      }),
    );
  });

  it('of overlapping interests leave small ones out and keep everyone’s count', () => {
    const rows = [80n, 20n].map((people, index) => ({ key: `tag:${index}`, label: '', people, fields: { people } }));
    const answer = { rows, requeried: { people: 90n } };
    const made = makeSpan({ asked: asked('creator-audience', 'interest'), answer, buckets: [], until: 0 });
    expect([made.span.rows.length, made.folded, made.span.totals.values['people']]).toEqual([1, 1, 90]);
  });
});
