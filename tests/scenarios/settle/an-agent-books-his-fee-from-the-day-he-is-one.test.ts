import { RecordBeacons, SealBuckets } from '@flywheel/settle';
import { CheckBooks } from '@flywheel/settle/checks';
import { SetRevenueMode, ShowRevenueMode } from '@flywheel/settle/revenue';
import { readShown, TraceImpression } from '@flywheel/report';
import type { Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../../fixtures/cents-to-follow.ts';
import { useTestDatabase } from '../../stack/database.ts';
import { ask, fillSlot, lease, openWorld, start, type World } from './world.ts';

const server = useTestDatabase();
const minute = 60_000;
let world: World;
beforeAll(async () => {
  world = await openWorld(server.url, 10_000_000n, start + 30 * minute);
});
afterAll(() => world.database.close());

const set = (mode: 'principal' | 'agent', at: number) => new SetRevenueMode(world.database).run({ mode, now: at, actor: 'system' });

/** Shows ads at these prices in the n-th minute, every third on nobody's content, and seals it. */
async function sell(prices: readonly bigint[], n: number): Promise<Id<'imp'>[]> {
  const from = await lease(world, 100_000n);
  const beacons = new RecordBeacons(world.database, world.tokens, world.random);
  const imps: Id<'imp'>[] = [];
  for (const [at, price] of prices.entries()) {
    const slot = await fillSlot(world, { lease: from, price, creator: at % 3 === 2 ? undefined : at % 3 === 0 ? 0 : 1 });
    imps.push(slot.imp);
    await beacons.run([{ kind: 'impression', token: slot.token, acceptedAt: start + n * minute + at }]);
  }
  await new SealBuckets(world.database).run({ now: start + (n + 1) * minute + 5_000 });
  return imps;
}

/** Of which accounts of the ledger finance is told that hold an impression's money. */
async function leadsTo(imp: Id<'imp'> | undefined): Promise<string[]> {
  const answer = await new TraceImpression(world.database).run({
    impression: imp ?? '',
    scope: {},
    principal: person({ role: 'finance.viewer' }),
  });
  const cells = answer.outcome === 'traced' ? answer.trace.charges.flatMap((charge) => charge.cells) : [];
  return cells.filter(({ report }) => report === 'ledger-by-account').map(({ key }) => key.slice(0, 4));
}

/** What batches booked, by code, debit positive. */
async function booked(): Promise<Record<string, bigint>> {
  const { rows } = await world.database.read.query<{ code: string; micros: bigint }>(
    `SELECT left(p.account, 4) AS code, sum(p.amount_micros)::bigint AS micros FROM books.entry e JOIN books.posting p USING (entry_id)
     WHERE e.kind = 'batch' GROUP BY 1 HAVING sum(p.amount_micros) <> 0 ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ code, micros }) => [code, micros]));
}

async function nothingIsApart(): Promise<void> {
  const run = await new CheckBooks(world.database, readShown).run({ now: start + 20 * minute, cause: 'asked', askedBy: 'usr_finance' });
  expect(run.steps.filter(({ apart }) => apart > 0)).toEqual([]);
  expect(run.claims.filter(({ hits }) => hits > 0)).toEqual([]);
  expect(run.steps.find(({ name }) => name === 'screens')?.leftN).toBeGreaterThan(0);
}

/** 55 % of what creators' content brought, rounded down over the batch's parts. */
const first = { paid: 1_001n + 2_003n + 777n, shared: ((1_001n + 2_003n) * 55n) / 100n };
const second = { paid: 999n + 5_555n + 333n + 1n, shared: ((999n + 5_555n + 1n) * 55n) / 100n };

describe('the operator', () => {
  it('is principal until something else is said: all that is paid is revenue, the share an expense', async () => {
    expect(await new ShowRevenueMode(world.database).run()).toEqual({ mode: 'principal', since: undefined });
    expect(await set('principal', start)).toEqual({ outcome: 'same' });
    const [imp] = await sell([1_001n, 2_003n, 777n], 0);
    expect(await leadsTo(imp)).toEqual(['4010', '2110']);
    const books = await booked();
    expect(books).toMatchObject({ '2020': first.paid, '4010': -first.paid });
    expect(books['5010']).toBe(-(books['2110'] ?? 0n));
    await nothingIsApart();
  });

  it('as agent books his fee of what is sealed from then on; what was sealed stays', async () => {
    const before = await booked();
    expect(await set('agent', start + 2 * minute)).toEqual({ outcome: 'changed' });
    expect(await new ShowRevenueMode(world.database).run()).toEqual({ mode: 'agent', since: start + 2 * minute });
    const [imp] = await sell([999n, 5_555n, 333n, 1n], 2);
    expect(await leadsTo(imp)).toEqual(['4020', '2110']);
    const books = await booked();
    const shared = -(books['2110'] ?? 0n) + (before['2110'] ?? 0n);
    expect(books).toMatchObject({ '4010': before['4010'], '5010': before['5010'], '4020': shared - second.paid });
    expect(books['2020']).toBe(first.paid + second.paid);
    expect([-(before['2110'] ?? 0n), shared]).toEqual([first.shared, second.shared]);
    await nothingIsApart();
  });

  it('changes back, and of two starts at once with the new setting one records it', async () => {
    const answers = await Promise.all([set('principal', start + 5 * minute), set('principal', start + 5 * minute)]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'same']);
    const before = await booked();
    await sell([4_000n], 5);
    const books = await booked();
    expect(books).toMatchObject({ '4020': before['4020'], '4010': (before['4010'] ?? 0n) - 4_000n });
    await nothingIsApart();
    const { changes } = await ask<{ changes: string[] }>(
      world,
      `SELECT array_agg(actor || ' ' || (detail ->> 'before') || ' to ' || (detail ->> 'mode') ORDER BY at) AS changes
       FROM audit_event WHERE action = 'revenue.mode'`,
    );
    expect(changes).toEqual(['system principal to agent', 'system agent to principal']);
  });
});
