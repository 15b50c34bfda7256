import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

/** Reads one RFC 4180 record back; written from the grammar, independently of the writer. */
function readLine(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/gy;
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    cells.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === '\r\n') break;
  }
  return cells;
}

describe('the CSV writer', () => {
  it('quotes what RFC 4180 asks for and ends with CRLF', () => {
    expect(csvLine(['plain', 'a,b', 'say "hi"', 'two\nlines', null])).toBe('plain,"a,b","say ""hi""","two\nlines",\r\n');
  });

  it('keeps a text from being run as a formula and a negative number a number', () => {
    expect(csvLine(['=1+1', '+1', '-12.34', '@sum', '\tx'])).toBe("'=1+1,'+1,'-12.34,'@sum,'\tx\r\n");
    expect(csvLine([{ number: '-12.34' }, { number: -5n }])).toBe('-12.34,-5\r\n');
  });

  it('is read back as it was written', () => {
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        expect(readLine(csvLine(cells))).toEqual(cells);
      }),
    );
  });
});
