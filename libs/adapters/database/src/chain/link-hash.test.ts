import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkHash, noHash, type ChainedRow, type Field } from './link-hash.ts';

const value = fc.oneof(fc.constant(null), fc.string({ maxLength: 6 }));
const fields = fc.dictionary(fc.stringMatching(/^[a-c]{1,2}$/), value, { maxKeys: 4 }).map((made): Field[] => Object.entries(made));
const row: fc.Arbitrary<ChainedRow> = fc.record({
  key: fc.constant(['1']),
  tables: fc.tuple(fields, fc.array(fields, { maxLength: 3 })).map(([own, parts]) => [
    { table: 'entry', rows: [own] },
    { table: 'posting', rows: parts },
  ]),
});
const link = fc.record({
  stream: fc.constantFrom('ledger', 'audit'),
  seq: fc.bigInt({ min: 1n, max: 300n }),
  prevHash: fc.uint8Array({ minLength: 32, maxLength: 32 }),
});
/** What must tell two inputs apart: everything but fields without a value and the order of fields. */
const meaning = (each: { stream: string; seq: bigint; prevHash: Uint8Array }, of: ChainedRow): string =>
  JSON.stringify([
    [each.stream, each.seq.toString(), Buffer.from(each.prevHash).toString('hex')],
    of.tables.map(({ table, rows }) => [table, rows.map((one) => one.filter(([, held]) => held !== null).sort())]),
  ]);

describe('the hash of a link', () => {
  it('is the same for the same content and differs for every other', () => {
    fc.assert(
      fc.property(link, row, link, row, (one, a, other, b) => {
        const same = linkHash(one, a).equals(linkHash(other, b));
        expect(same).toBe(meaning(one, a) === meaning(other, b));
      }),
      { numRuns: 3000 },
    );
  });

  it('moves with every single part: the hash before, the stream, the number, a name, a value, a row more', () => {
    const entry: ChainedRow = {
      key: ['1'],
      tables: [
        {
          table: 'entry',
          rows: [
            [
              ['actor', 'psp'],
              ['reason', null],
            ],
          ],
        },
      ],
    };
    const at = { stream: 'ledger', seq: 7n, prevHash: noHash };
    const withFields = (rows: Field[][], table = 'entry'): ChainedRow => ({ key: ['1'], tables: [{ table, rows }] });
    const others = [
      linkHash({ ...at, prevHash: Buffer.alloc(32, 1) }, entry),
      linkHash({ ...at, stream: 'batches' }, entry),
      linkHash({ ...at, seq: 8n }, entry),
      linkHash(at, withFields([[['actor', 'psq']]])),
      linkHash(at, withFields([[['actos', 'psp']]])),
      linkHash(
        at,
        withFields([
          [
            ['actor', 'psp'],
            ['reason', ''],
          ],
        ]),
      ),
      linkHash(at, withFields([[['actor', 'psp']], []])),
      linkHash(at, withFields([[['actor', 'psp']]], 'entries')),
    ].map((hash) => hash.toString('hex'));
    expect(new Set([...others, linkHash(at, entry).toString('hex')]).size).toBe(others.length + 1);
  });

  it('does not run two texts together', () => {
    const of = (own: Field[]): string =>
      linkHash({ stream: 'audit', seq: 1n, prevHash: noHash }, { key: [], tables: [{ table: 't', rows: [own] }] }).toString('hex');
    expect(
      of([
        ['actor', 'ab'],
        ['subject', 'c'],
      ]),
    ).not.toBe(
      of([
        ['actor', 'a'],
        ['subject', 'bc'],
      ]),
    );
  });
});
