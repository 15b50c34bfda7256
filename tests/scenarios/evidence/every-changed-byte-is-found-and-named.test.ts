import { Database } from '@flywheel/database';
import { extendChain } from '@flywheel/database/chain';
import { seededRandom } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { ChainRecords, verifyRecords, type Verification } from '@flywheel/settle/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import type { World } from '../settle/world.ts';
import { mutate } from './mutations.ts';
import { deliver, note, openRecordedWorld } from './recorded-world.ts';

const server = useTestDatabase();
const seed = process.env['MUTATION_SEED'] ?? '2026';
const nothing = { outside: [], keys: [] };
let world: World;
let database: Database;
beforeAll(async () => {
  world = await openRecordedWorld(server.url);
  database = world.database;
});
afterAll(() => database.close());

class Undone extends Error {}

/** Does something that only the owner of the server can do, looks, and undoes it. */
async function tampered(change: (tx: Tx) => Promise<unknown>): Promise<Verification> {
  let seen: Verification | undefined;
  await database
    .inTransaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await change(tx);
      seen = await verifyRecords(tx, nothing);
      throw new Undone();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  return seen as Verification;
}

const firstFault = (verification: Verification) => verification.streams.find(({ fault }) => fault)?.fault;

describe('what was recorded', () => {
  it('is linked, all of it, and verifies', async () => {
    const { good, streams } = await verifyRecords(database.read, nothing);
    expect(good).toBe(true);
    expect(streams.map(({ stream, links }) => [stream, Number(links)])).toEqual([
      ['ledger', 14],
      ['audit', 8],
      ['batches', 4],
    ]);
  });

  it.each(['audit_event', 'batch', 'batch_slice', 'chain_link', 'chain_checkpoint', 'books.entry', 'books.posting'])(
    'is refused every change, %s',
    async (table) => {
      await expect(database.read.query(`DELETE FROM ${table}`)).rejects.toThrow('append-only');
      await expect(database.read.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only');
    },
  );

  it(`is named when a single byte of it is changed, in 1,000 random places (MUTATION_SEED=${seed})`, async () => {
    const random = seededRandom(seed);
    const missed: string[] = [];
    let made = 0;
    for (let tries = 0; made < 1000 && tries < 20_000; tries += 1) {
      let mutation: Awaited<ReturnType<typeof mutate>>;
      const seen = await tampered(async (tx) => {
        mutation = await mutate(tx, random);
      });
      if (!mutation) continue;
      made += 1;
      const fault = seen.streams.find(({ stream }) => stream === mutation?.stream)?.fault;
      if (fault?.seq !== mutation.seq)
        missed.push(`${mutation.place} (${mutation.stream} ${mutation.seq}): ${fault?.sentence ?? 'not found'}`);
    }
    expect({ made, missed }).toEqual({ made: 1000, missed: [] });
  }, 240_000);

  it('is named when links change places, when one is missing, and when a row comes in behind the head', async () => {
    const swapped = await tampered(async (tx) => {
      await tx.query(`UPDATE chain_link SET seq = 1000 WHERE stream = 'audit' AND seq = 3`);
      await tx.query(`UPDATE chain_link SET seq = 3 WHERE stream = 'audit' AND seq = 4`);
      await tx.query(`UPDATE chain_link SET seq = 4 WHERE stream = 'audit' AND seq = 1000`);
    });
    expect(firstFault(swapped)).toMatchObject({ stream: 'audit', seq: 3n });
    const gap = await tampered((tx) => tx.query(`DELETE FROM chain_link WHERE stream = 'audit' AND seq = 5`));
    expect(firstFault(gap)).toMatchObject({ stream: 'audit', seq: 5n, differs: 'link-missing' });
    const gone = await tampered((tx) => tx.query(`DELETE FROM audit_event WHERE audit_id = 6`));
    expect(firstFault(gone)).toMatchObject({ stream: 'audit', differs: 'row-missing', id: '6' });
    const added = await tampered((tx) =>
      tx.query(
        `INSERT INTO audit_event (at, actor, action, subject, xid)
         SELECT at, actor, action, 'cmp_x', xid FROM audit_event WHERE audit_id = 2`,
      ),
    );
    expect(firstFault(added)).toMatchObject({ stream: 'audit', seq: null, differs: 'not-chained' });
    const orphan = await tampered((tx) => tx.query(`INSERT INTO books.posting VALUES (gen_random_uuid(), 0, '1010', 'USD', 5)`));
    expect(firstFault(orphan)).toMatchObject({ stream: 'ledger', differs: 'orphan' });
  });

  it('is told apart: the row, the hash of its link, or the head', async () => {
    const row = await tampered((tx) => tx.query(`UPDATE books.posting SET amount_micros = amount_micros + 1 WHERE line = 0`));
    expect(firstFault(row)).toMatchObject({ stream: 'ledger', seq: 1n, differs: 'row' });
    const hash = await tampered((tx) => tx.query(`UPDATE chain_link SET hash = sha256('') WHERE stream = 'audit' AND seq = 2`));
    expect(firstFault(hash)).toMatchObject({ stream: 'audit', seq: 2n, differs: 'hash' });
    const head = await tampered((tx) => tx.query(`UPDATE chain_head SET seq = seq - 1 WHERE stream = 'batches'`));
    expect(firstFault(head)).toMatchObject({ stream: 'batches', differs: 'head' });
  });

  it('has no hash of one stream that stands in another', async () => {
    const moved = await tampered(async (tx) => {
      await tx.query(`DELETE FROM chain_link WHERE stream = 'batches'`);
      await tx.query(`UPDATE chain_link SET stream = 'batches' WHERE stream = 'audit' AND seq = 1`);
    });
    expect(moved.streams.find(({ stream }) => stream === 'batches')?.fault).toMatchObject({ seq: 1n });
  });

  it('waits for a transaction that still runs, and for those that came after it', async () => {
    const chain = new ChainRecords(database);
    const audit = async () => (await verifyRecords(database.read, nothing)).streams.find(({ stream }) => stream === 'audit')?.links;
    const before = await audit();
    await database.inTransaction(async (tx) => {
      await tx.query(`INSERT INTO audit_event (at, actor, action, subject) VALUES (now(), 'slow', 'x', 'y')`);
      await note(world, 100);
      await chain.run();
      expect(await audit()).toBe(before);
    });
    await chain.run();
    expect(await audit()).toBe((before ?? 0n) + 2n);
    expect((await verifyRecords(database.read, nothing)).good).toBe(true);
  });

  it('is linked once, however many workers link at once', async () => {
    await deliver(world, 10);
    const chained = await Promise.all(Array.from({ length: 4 }, () => new ChainRecords(database).run()));
    expect(chained.reduce((sum, { linked }) => sum + linked.batches, 0)).toBe(4);
    expect(await database.inTransaction((tx) => extendChain(tx, { stream: 'batches', most: 10 }))).toEqual({ linked: 0, more: false });
    expect((await verifyRecords(database.read, nothing)).good).toBe(true);
  });
});
