import type { Id, Micros } from '@flywheel/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchEntry } from './batch-entry.ts';
import { inParts } from './books/in-parts.ts';
import { balancedEntry, sumByCurrency, type Entry } from './entry.ts';
import { foldBalances } from './fold-balances.ts';
import { hold, release } from './holds/hold.ts';
import { monthClose, reinvestmentBasis, type Movement } from './month-close.ts';
import { reinvestment } from './reinvestment.ts';
import { reversal } from './reversal.ts';
import { topUp } from './top-up.ts';

const at = Date.UTC(2026, 4, 17, 9, 30);
const idOf = <K extends 'acc' | 'cmp' | 'crt' | 'ent'>(kind: K, n: number): Id<K> => `${kind}_${n.toString(16).padStart(32, '0')}` as Id<K>;
const amount = fc.bigInt({ min: 1n, max: 10n ** 15n }).map((value) => value as Micros);
const few = fc.integer({ min: 1, max: 3 });
const currency = fc.constantFrom('USD', 'EUR');

const anyTopUp = fc
  .record({ pspEvent: fc.string({ minLength: 1 }), n: few, currency, amountMicros: amount })
  .map(({ n, ...rest }) => topUp({ ...rest, account: idOf('acc', n), at, actor: 'psp' }));
const anyHold = fc
  .record({ back: fc.boolean(), n: few, c: few, ref: fc.string(), currency, amountMicros: amount })
  .map(({ back, n, c, ...rest }) =>
    (back ? release : hold)({ ...rest, account: idOf('acc', n), campaign: idOf('cmp', c), at, actor: 'usr' }),
  );
const anyBatch = fc
  .record({ c: few, currency, rest: amount, shares: fc.array(amount, { maxLength: 5 }), gen: few })
  .map(({ c, currency, rest, shares, gen }) =>
    batchEntry({
      bucket: at,
      campaign: idOf('cmp', c),
      gen,
      currency,
      amountMicros: shares.reduce<bigint>((sum, each) => sum + each, rest) as Micros,
      creators: shares.map((shareMicros, n) => ({ creator: idOf('crt', n), shareMicros })),
      ruleVersion: 1,
      sha256: '00',
      rows: 1,
    }),
  );
const anyEntry: fc.Arbitrary<Entry> = fc.oneof(anyTopUp, anyHold, anyBatch);

describe('entries of every template', () => {
  it('sum to zero in every currency', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => [...sumByCurrency(entry.postings).values()].every((sum) => sum === 0n)),
      { numRuns: 500 },
    );
  });

  it('leave a trial balance of zero, and a replay of any of them changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { minLength: 8, maxLength: 40 }), fc.array(fc.nat(), { minLength: 8 }), (entries, replays) => {
        const once = foldBalances(entries);
        const again = foldBalances([...entries, ...replays.map((pick) => entries[pick % entries.length] as Entry)]);
        expect(again).toEqual(once);
        const totals = new Map<string, bigint>();
        for (const [key, value] of once) totals.set(key.slice(-3), (totals.get(key.slice(-3)) ?? 0n) + value);
        expect([...totals.values()].every((sum) => sum === 0n)).toBe(true);
      }),
    );
  });

  it('are undone to the micro by their reversal', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        const back = reversal({ entry: idOf('ent', 1), postings: entry.postings, reason: 'test', at, actor: 'usr' });
        expect([...foldBalances([entry, back]).values()].every((balance) => balance === 0n)).toBe(true);
      }),
    );
  });

  it('are refused when they do not balance, name no known account or move nothing', () => {
    const entry = { key: 'k', kind: 'top-up', at, actor: 'usr' } as const;
    const line = (account: string, value: bigint) => ({ account, currency: 'USD', amountMicros: value as Micros });
    expect(() => balancedEntry({ ...entry, postings: [line('1020', 2n), line('2010:acc', -1n)] })).toThrow('sums to zero');
    expect(() => balancedEntry({ ...entry, postings: [line('9999', 1n), line('2010:acc', -1n)] })).toThrow('no such account');
    expect(() => topUp({ pspEvent: 'e', account: idOf('acc', 1), currency: 'USD', amountMicros: 0n as Micros, at, actor: 'psp' })).toThrow(
      'two lines',
    );
  });
});

describe('a batch', () => {
  it('pays creators out of the amount and leaves nothing in the pool', () => {
    const entry = batchEntry({
      bucket: at,
      campaign: idOf('cmp', 1),
      gen: 0,
      currency: 'USD',
      amountMicros: 1000n as Micros,
      ruleVersion: 1,
      sha256: 'aa',
      rows: 3,
      creators: [
        { creator: idOf('crt', 1), shareMicros: 300n as Micros },
        { creator: idOf('crt', 2), shareMicros: 250n as Micros },
      ],
    });
    const balances = foldBalances([entry]);
    expect(balances.get('4010 USD')).toBe(-1000n);
    expect(balances.get('5010 USD')).toBe(550n);
    expect(balances.get('2100:direct USD')).toBe(0n);
    expect(balances.get(`2110:${idOf('crt', 2)} USD`)).toBe(-250n);
    expect(entry.meta?.['sha256']).toBe('aa');
  });

  it('without a creator has no share', () => {
    const entry = batchEntry({
      bucket: at,
      campaign: idOf('cmp', 1),
      gen: 0,
      currency: 'USD',
      amountMicros: 7n as Micros,
      creators: [],
      ruleVersion: 1,
      sha256: '',
      rows: 1,
    });
    expect(entry.postings).toHaveLength(2);
  });
});

describe('a batch of another kind', () => {
  const batch = {
    ...{ bucket: at, campaign: idOf('cmp', 1), gen: 0, currency: 'EUR', amountMicros: 1000n as Micros, ruleVersion: 1 },
    ...{ sha256: 'aa', rows: 3, creators: [{ creator: idOf('crt', 1), shareMicros: 300n as Micros }] },
  };
  const shown = (entry: Entry): string[] => entry.postings.map((line) => `${line.account.slice(0, 9)} ${line.amountMicros}`);
  const direct = ['2100:dire -300', '2100:dire 300', '2110:crt_ -300'];

  it('on credit grows what is unbilled', () => {
    const entry = batchEntry({ ...batch, funding: { postpaid: idOf('acc', 1) } });
    expect(shown(entry)).toEqual(['1110:acc_ 1000', '4010 -1000', '5010 300', ...direct]);
  });

  it('of an agent books the fee alone', () => {
    expect(shown(batchEntry({ ...batch, mode: 'agent' }))).toEqual(['2020:cmp_ 1000', '4020 -700', ...direct]);
  });

  it('leaves a pooled share in its pool', () => {
    const entry = batchEntry({ ...batch, pooled: { pool: 'feed.2026-05', shareMicros: 50n as Micros } });
    expect(shown(entry)).toEqual(['2020:cmp_ 1000', '4010 -1000', '5010 350', '2100:feed -50', ...direct]);
    const tooMuch = { pool: 'feed.2026-05', shareMicros: 701n as Micros };
    expect(() => batchEntry({ ...batch, pooled: tooMuch })).toThrow('no more than it earns');
  });

  it('for very many creators is cut through its pool into parts that balance and say the same', () => {
    const creators = Array.from({ length: 12_000 }, (_, n) => ({ creator: idOf('crt', n), shareMicros: 1n as Micros }));
    const whole = batchEntry({ ...batch, amountMicros: 20_000n as Micros, creators });
    const parts = inParts(whole);
    expect(parts.map((part) => [part.key.slice(-3), part.postings.length <= 5000, part.meta?.['part']])).toEqual([
      ['1:0', true, '1/3'],
      ['0#2', true, '2/3'],
      ['0#3', true, '3/3'],
    ]);
    const [together, alone] = [foldBalances(parts), foldBalances([whole])];
    expect([...together].sort()).toEqual([...alone].sort());
    expect(inParts(batchEntry(batch))).toEqual([batchEntry(batch)]);
    const { hub: _, ...hubless } = whole;
    expect(() => inParts(hubless)).toThrow('has a hub');
  });
});

describe("a month's close", () => {
  const movements = [
    { account: '4010', currency: 'USD', amountMicros: -1000n },
    { account: '5010', currency: 'USD', amountMicros: 550n },
    { account: '2110:crt_1', currency: 'USD', amountMicros: -550n },
  ] as Movement[];

  it('empties income and expenses into retained earnings', () => {
    const entry = monthClose({ period: '2026-05', version: 1, movements, actor: 'usr' });
    const after = foldBalances([{ key: 'm', postings: movements } as unknown as Entry, entry as Entry]);
    expect([after.get('4010 USD'), after.get('5010 USD'), after.get('3020 USD')]).toEqual([0n, 0n, -450n]);
  });

  it('of an idle month posts nothing', () => {
    expect(monthClose({ period: '2026-05', version: 1, movements: [], actor: 'usr' })).toBeUndefined();
  });

  it('gives the basis that a reinvestment divides', () => {
    expect(reinvestmentBasis(movements, 'USD')).toBe(450n);
    const entry = reinvestment({
      period: '2026-05',
      currency: 'USD',
      funds: [{ fund: 'CreatorFund', amountMicros: 45n as Micros }],
      snapshotSha256: 'bb',
      ruleVersion: 1,
      at,
      actor: 'usr',
    });
    expect(foldBalances([entry]).get('3100:CreatorFund USD')).toBe(-45n);
  });
});
