import { describe, expect, it } from 'vitest';
import { nameFaults } from '../../tools/workspace/rules/banned-names.ts';
import { defaultExportFaults, doorFaults } from '../../tools/workspace/rules/doors.ts';
import { rooms, sources } from './repository.ts';

describe('names say what a thing is', () => {
  it('no file, folder or export has a word that says nothing', () => {
    expect(nameFaults(sources)).toEqual([]);
  });

  it('a door offers at most 20 names, each by its name', () => {
    expect(doorFaults(rooms)).toEqual([]);
  });

  it('no room has a default export', () => {
    expect(defaultExportFaults(rooms)).toEqual([]);
  });
});

const planted: ReadonlyArray<{ fault: string; file: string; text: string }> = [
  { fault: 'a file of utils', file: 'libs/domain/auction/src/price-utils.ts', text: '' },
  { fault: 'a folder of helpers', file: 'libs/domain/auction/src/helpers/rank.ts', text: '' },
  { fault: 'a types file', file: 'libs/domain/auction/src/types.ts', text: '' },
  { fault: 'a manager class', file: 'libs/domain/auction/src/a.ts', text: 'export class AuctionManager {}' },
  { fault: 'a data function', file: 'libs/domain/auction/src/a.ts', text: 'export function loadData() {}' },
  { fault: 'an info constant', file: 'libs/domain/auction/src/a.ts', text: 'export const bidInfo = 1;' },
  { fault: 'a base class by list', file: 'libs/domain/auction/src/a.ts', text: 'class X {}\nexport { X as FlowBase };' },
  { fault: 'a constant in capitals', file: 'libs/domain/auction/src/a.ts', text: 'export const MISC_LIMITS = 1;' },
  { fault: 'a destructured name', file: 'libs/domain/auction/src/a.ts', text: 'export const { commonPrice } = x;' },
  { fault: 'an I-prefix', file: 'libs/domain/auction/src/a.ts', text: 'export interface IBidder {}' },
];

describe('a planted name is caught', () => {
  it.each(planted)('$fault', ({ file, text }) => {
    expect(nameFaults(new Map([[file, text]]))).toHaveLength(1);
  });

  it('a door of 21 names', () => {
    const names = Array.from({ length: 21 }, (_, at) => `name${at}`).join(', ');
    expect(doorFaults(new Map([['libs/domain/auction/src/index.ts', `export { ${names} } from './a.ts';`]]))).toHaveLength(1);
  });

  it('a door that exports everything, under a name or not', () => {
    const text = "export * from './a.ts';\nexport * as b from './b.ts';";
    expect(doorFaults(new Map([['libs/adapters/database/src/people/index.ts', text]]))).toHaveLength(1);
  });

  it('a default export, written either way', () => {
    const tree = new Map([
      ['libs/domain/auction/src/a.ts', 'export default class {}'],
      ['libs/domain/auction/src/b.ts', 'const b = 1;\nexport { b as default };'],
    ]);
    expect(defaultExportFaults(tree)).toHaveLength(2);
  });
});

describe('a word inside another word, or given by others, stands', () => {
  it.each([
    { file: 'libs/contracts/events/src/content-metadata.ts', text: 'export const metadata = 1;' },
    { file: 'libs/adapters/database/src/database.ts', text: 'export const openDataSource = 1;' },
    { file: 'libs/domain/segments/src/a.ts', text: 'export interface IabNode {}\nexport type Impression = 1;\nexport const basis = 1;' },
    { file: 'libs/domain/segments/src/a.ts', text: 'const data = 1;\nexport const weight = data;' },
  ])('$file', ({ file, text }) => {
    expect(nameFaults(new Map([[file, text]]))).toEqual([]);
  });
});
