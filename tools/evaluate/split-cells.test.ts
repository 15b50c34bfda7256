import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCells } from './split-cells.ts';

describe('cells of a line', () => {
  it('come back as they were written, whatever is in them', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 6 }), fc.constantFrom(',', ';', '\t', '::'), (cells, delimiter) => {
        const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter);
        expect(splitCells(line, delimiter)).toEqual(cells);
      }),
    );
  });

  it('without quotes are what lies between delimiters', () => {
    expect(splitCells('a,,b,', ',')).toEqual(['a', '', 'b', '']);
    expect(splitCells('a,"b,c",', ',')).toEqual(['a', 'b,c', '']);
  });

  it('a quote that closes nothing is a letter', () => {
    expect(splitCells('5" nails,"odd" one,"', ',')).toEqual(['5" nails', '"odd" one', '"']);
  });
});
