import { readBatchName } from '@flywheel/http/batch-name';
import { eraseViewer } from '@flywheel/database/people';
import { listEntries, postEntry } from '@flywheel/database/ledger';
import { reversal } from '@flywheel/ledger';
import { ShowLedgerEntry } from '@flywheel/settle';
import { isId, micros, splitByLargestRemainder, type Id } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsIn, Follower, openMorning, person, seen, told, type Morning } from '../../fixtures/cents-to-follow.ts';
import { useTestDatabase } from '../../stack/database.ts';
import { ask } from '../settle/world.ts';

const server = useTestDatabase();
let morning: Morning;
let finance: Follower;
beforeAll(async () => {
  morning = await openMorning(server.url);
  finance = new Follower(morning, person({ role: 'finance.viewer' }));
});
afterAll(() => morning.database.close());

/** Undoes a batch's entry by its mirror image and posts the same batch as its next generation. */
async function postAgain(entry: Id<'ent'>): Promise<void> {
  const at = told;
  await morning.database.inTransaction(async (tx) => {
    const [row] = await listEntries(tx, { entry, limit: 1 });
    const postings = (row?.postings ?? []) as Parameters<typeof reversal>[0]['postings'];
    await postEntry(tx, reversal({ entry, postings, reason: 'the story posts it again', at, actor: 'story' }));
    await tx.query(
      `INSERT INTO batch SELECT bucket, campaign_id, 1, account_id, currency, rows, amount_micros, share_micros, sha256, NULL
         FROM batch WHERE entry_id = row_id($1)`,
      [entry],
    );
  });
}

const charged = 1_001n + 2_003n + 777n + 999n + 5_555n + 333n + 1n;
const share = ((charged - 333n) * 55n) / 100n;
const day = { report: 'revenue-by-day' as const, by: 'day' as const, key: '2026-05-10' };

describe('finance follows one cent of revenue', () => {
  it('from the day’s figures to the batches that add up to them, and the minute that waits', async () => {
    const reported = (await finance.report('revenue-by-day', 'day')).results[0]?.rows[0]?.values;
    const cell = seen(await finance.cell(day));
    expect(cell.figures.map((figure) => [figure.metric, figure.reportMicros, figure.batchesMicros, figure.differenceMicros])).toEqual([
      ['billings', String(charged), String(charged), '0'],
      ['creator_share', String(share), String(share), '0'],
      ['net_revenue', String(charged - share), String(charged - share), '0'],
      ['billings_estimated', '611', '611', '0'],
    ]);
    expect(cell.figures.map((figure) => reported?.[figure.metric])).toEqual(cell.figures.map((figure) => figure.reportMicros));
    expect(cell.batches.map((batch) => [batch.state, batch.hash, batch.rows, batch.entry !== null])).toEqual([
      ['sealed', 'holds', 7, true],
      // Nothing was charged in it: a batch without an entry.
      ['sealed', 'holds', 1, false],
      ['unsealed', 'unsealed', 1, false],
    ]);
    expect(cell.batches[0]).toMatchObject({ campaignName: 'Spring', advertiser: 'Reef Coffee', minute: '2026-05-10T08:00:00.000Z' });
  });

  it('page by page, each batch once', async () => {
    const all = seen(await finance.cell(day)).batches.map((batch) => batch.batch);
    const paged: string[] = [];
    for (let after: string | undefined; ;) {
      const page = seen(await finance.cell({ ...day, limit: 1, ...(after && { after }) }));
      paged.push(...page.batches.map((batch) => batch.batch));
      if (!page.next) break;
      after = page.next;
    }
    expect(paged).toEqual(all);
  });

  it('to a batch: its entry, its hash made anew, and every creator’s micros explained', async () => {
    const [first] = seen(await finance.cell(day)).batches;
    const batch = seen(await finance.batch(first?.batch ?? ''));
    expect(batch.proof).toMatchObject({ verdict: 'holds', sealedRows: 7, foundRows: 7 });
    expect(batch.proof?.foundSha256).toBe(batch.proof?.sealedSha256);
    expect(batch.rule).toMatchObject({ version: 1, shareBps: 5_500 });
    const [rule, ...creators] = batch.steps;
    expect(rule).toMatchObject({ micros: String(share), explained: { floorMicros: String(share), extraMicros: '0' } });
    expect(creators).toHaveLength(2);
    for (const step of creators)
      expect(BigInt(step.explained?.floorMicros ?? 0) + BigInt(step.explained?.extraMicros ?? 0)).toBe(BigInt(step.micros));
    expect(creators.reduce((sum, step) => sum + BigInt(step.micros), 0n)).toBe(share);
    const entry = await new ShowLedgerEntry(morning.database).run({ entry: batch.entry as `ent_${string}` });
    expect(entry?.batch).toMatchObject({ batch: batch.batch, amountMicros: String(charged), shareMicros: String(share), hashHolds: true });
    const posted = entry?.entry.postings.filter((posting) => posting.account.startsWith('2110:')).map((posting) => posting.amountMicros);
    expect(posted?.sort()).toEqual(creators.map((step) => `-${step.micros}`).sort());
  });

  it('to its charges, whose prices and shares add up to the batch', async () => {
    const [first, free] = seen(await finance.cell(day)).batches;
    const list = seen(await finance.charges(first?.batch ?? ''));
    expect(list.charges.map((charge) => charge.impression).sort()).toEqual([...morning.imps].sort());
    const add = (field: 'priceMicros' | 'shareMicros') => list.charges.reduce((sum, charge) => sum + BigInt(charge[field] ?? 0), 0n);
    expect([add('priceMicros'), add('shareMicros')]).toEqual([charged, share]);
    expect(list.totals).toEqual({ rows: 7, notBilled: 0, priceMicros: String(charged), shareMicros: String(share) });
    // Each creator has one slice here: its share goes to its charges as the domain splits it.
    for (const name of ['creator-0', 'creator-1']) {
      const own = list.charges.filter((charge) => charge.creatorName === name);
      const total = own.reduce((sum, charge) => sum + BigInt(charge.shareMicros ?? 0), 0n);
      const parts = own.map((charge) => ({ id: `${charge.impression} ${charge.kind}`, weight: BigInt(charge.priceMicros ?? 0) }));
      const split = splitByLargestRemainder(micros(total), parts);
      expect(own.map((charge) => charge.shareMicros)).toEqual(parts.map(({ id }) => String(split.get(id))));
    }
    const paged = seen(await finance.charges(first?.batch ?? '', { skip: 4, limit: 2 }));
    expect(paged.charges).toEqual(list.charges.slice(4, 6));
    expect(paged.nextSkip).toBe(6);
    const [late] = seen(await finance.charges(free?.batch ?? '')).charges;
    expect(late).toMatchObject({
      impression: morning.late,
      billed: false,
      reason: 641,
      reasonWords: 'it came after the token had expired',
      priceMicros: '0',
      quotedMicros: '4000',
    });
  });

  it('and back: from the impression to charge, batch, entry, and the cells that count it', async () => {
    for (const imp of morning.imps) {
      const back = seen(await finance.impression(imp));
      const [charge] = back.charges;
      expect(back.facts.map((fact) => [fact.kind, fact.reason])).toEqual([['impression', 0]]);
      expect(charge).toMatchObject({ state: 'sealed', hash: 'holds' });
      expect(isId('ent', charge?.entry)).toBe(true);
      for (const home of charge?.cells ?? []) {
        const cell = seen(await finance.cell({ report: home.report, by: home.by, key: home.key, from: home.from, to: home.to }));
        expect(cell.batches.map((batch) => batch.batch)).toContain(charge?.batch);
      }
    }
    expect(seen(await finance.impression(morning.waiting)).charges[0]).toMatchObject({ state: 'unsealed', entry: null, shareMicros: null });
    expect(await finance.impression(`imp_${'0'.repeat(32)}`)).toBe('hidden');
  });

  it('never meets a viewer, and erasing every viewer changes no total and no trace', async () => {
    const [first] = seen(await finance.cell(day)).batches;
    const look = async (): Promise<unknown[]> => [
      await finance.report('revenue-by-day', 'day').then((page) => page.results),
      await finance.cell(day),
      await finance.batch(first?.batch ?? ''),
      await finance.charges(first?.batch ?? ''),
      ...(await Promise.all(morning.imps.map((imp) => finance.impression(imp)))),
    ];
    const before = await look();
    expect([...fieldsIn(before)].filter((field) => /viewer|person|decision|segment|device/.test(field))).toEqual([]);
    const { rows } = await morning.database.read.query<{ key: string; name: string }>(
      'SELECT viewer_key AS key, platform_id AS name FROM identity',
    );
    expect(rows).toHaveLength(morning.imps.length + 2);
    for (const { key, name } of rows) {
      expect(JSON.stringify(before)).not.toMatch(new RegExp(`${name}|${key}|${key.replaceAll('-', '')}`));
      const erased = await morning.database.inTransaction((tx) => eraseViewer(tx, name, told));
      expect(erased).toMatchObject({ delivery_viewer: 1, identity: 1 });
    }
    expect(await look()).toEqual(before);
  });

  it('a batch that was reversed and posted again shows both generations', async () => {
    const [first] = seen(await finance.cell(day)).batches;
    const { entry } = seen(await finance.batch(first?.batch ?? ''));
    await postAgain(entry as Id<'ent'>);
    const old = seen(await finance.batch(first?.batch ?? ''));
    expect(old).toMatchObject({ state: 'reversed', gen: 0 });
    expect(old.reversedBy).toMatch(/^ent_/);
    expect(old.generations.map((each) => readBatchName(each)?.gen)).toEqual([0, 1]);
    expect(seen(await finance.batch(old.generations[1] ?? ''))).toMatchObject({ state: 'sealed', gen: 1, proof: { verdict: 'holds' } });
    expect(seen(await finance.cell(day)).batches.map((batch) => [batch.state, batch.gen])).toEqual([
      ['reversed', 0],
      ['sealed', 1],
      ['sealed', 0],
      ['unsealed', 0],
    ]);
  });

  it('a charge that was changed afterwards: the hash differs, and the batch is named', async () => {
    const [first] = seen(await finance.cell(day)).batches;
    await ask(morning, `UPDATE charge SET placement = 'other' WHERE imp_id = right($1, 32)::uuid`, [morning.imps[2]]);
    expect(seen(await finance.cell(day)).batches.map((batch) => batch.hash)).toEqual(['differs', 'differs', 'holds', 'unsealed']);
    const batch = seen(await finance.batch(first?.batch ?? ''));
    expect(batch.proof).toMatchObject({ verdict: 'differs', sealedRows: 7, foundRows: 7 });
    expect(batch.proof?.words).toContain(first?.batch);
    expect(seen(await finance.impression(morning.imps[0] ?? '')).charges[0]).toMatchObject({ hash: 'differs' });
  });
});
