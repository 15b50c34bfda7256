import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';
import { readCsv } from './read-csv.ts';

describe('the CSV reader', () => {
  it('reads what the grammar of RFC 4180 names', () => {
    expect(readCsv('a,"b,c"\r\n"say ""hi""",\r\n')).toEqual([
      ['a', 'b,c'],
      ['say "hi"', ''],
    ]);
    expect(readCsv('a\nb')).toEqual([['a'], ['b']]);
    expect(readCsv('')).toEqual([]);
    expect(() => readCsv('"open')).toThrow('never closed');
  });

  it('reads back whatever the writer writes', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2 }), { minLength: 1 }), (lines) => {
        expect(readCsv(lines.map(csvLine).join(''))).toEqual(lines);
      }),
    );
  });
});
