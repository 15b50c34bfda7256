import type { ReportRow, ReportValue } from '@flywheel/http/reports';
import { describe, expect, it } from 'vitest';
import { readQuestion, type AskedReport } from './asked-report.ts';
import { orderRows } from './order-rows.ts';

const row = (key: string, spend: ReportValue, kind: ReportRow['kind'] = 'row'): ReportRow => ({ kind, key, label: key, values: { spend } });

function sortedBy(sort: string): AskedReport {
  const asked = readQuestion({ id: 'q', report: 'advertiser-performance', by: 'country', sort });
  if ('field' in asked) throw new Error(asked.detail);
  return asked;
}

describe('the order of rows', () => {
  const rows = [
    row('', '5', 'under-k'),
    row('none', null),
    row('big', '9007199254740993'),
    row('bigger', '9007199254740994'),
    row('small', '9'),
  ];

  it('compares money exactly, puts nothing last and the under-k row after all', () => {
    expect(orderRows(sortedBy('-spend'), rows).map(({ key }) => key)).toEqual(['bigger', 'big', 'small', 'none', '']);
    expect(orderRows(sortedBy('spend'), rows).map(({ key }) => key)).toEqual(['small', 'big', 'bigger', 'none', '']);
  });
});
