import { LeaseBook } from '@flywheel/cache';
import { Database } from '@flywheel/database';
import { closeExpiredLeases, ensureBudget, grantLeases, readBudgets, returnLeases } from '@flywheel/database/budgets';
import { capture, uuidText, type Delivery } from '@flywheel/database/charges';
import { micros, newId, seededRandom, toRowId, type Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelBudget } from '../../fixtures/model-budget.ts';
import { useTestDatabase } from '../../stack/database.ts';

const random = seededRandom('interleavings');
const holder = newId('cmp', 0, random);
const [deciders, charge, lease, token] = [3, 7, 10_000, 20_000];
const keeps = Array<string>(6).fill('keep');
const command = fc.record({
  kind: fc.constantFrom(...Array<string>(8).fill('win'), ...Array<string>(5).fill('charge'), ...keeps, 'crash', 'return', 'lower'),
  decider: fc.nat(deciders - 1),
  pick: fc.nat(1000),
  pass: fc.constantFrom(...Array<number>(8).fill(0), 1, 500, 500, 3_000, 9_000),
});
type Command = { kind: string; decider: number; pick: number; pass: number };
type Token = { lease: string; price: number; expiresAt: number; decider: number };

/** Deciders with real lease books on the model of a budget; a crash empties the book and leaves its tokens in the world. */
class Lives {
  readonly budget: ModelBudget;
  readonly tokens: Token[] = [];
  readonly books = Array.from({ length: deciders }, () => new LeaseBook());
  now = 0;
  private made = 0;

  constructor(cap: number) {
    this.budget = new ModelBudget(cap);
  }

  /** Asks and keeps, as a decider that has just begun does. */
  start(decider: number): void {
    for (const kind of ['win', 'keep']) this.step({ kind, decider, pick: 0, pass: 0 });
  }

  step({ kind, decider, pick, pass }: Command): void {
    this.now += pass;
    const book = this.books[decider];
    if (!book) return;
    for (let n = 0; kind === 'win' && n < 3; n += 1) this.win(book, decider, 1 + ((pick + n) % charge));
    if (kind === 'charge') this.charge(pick);
    if (kind === 'keep') this.keep(book);
    if (kind === 'return') for (const each of book.takeReturns(this.now, { all: true, keepIdle: false })) this.giveBack(each);
    if (kind === 'crash') this.books[decider] = new LeaseBook();
    if (kind === 'lower') this.budget.moveCap(pick % 500);
    this.budget.closeEnded(this.now - token);
  }

  /** Reserved for tokens that may still be charged, of leases that are still open. */
  outstanding(): number {
    const live = this.tokens.filter((each) => each.expiresAt > this.now && this.budget.leases.get(each.lease)?.open);
    return live.reduce((sum, each) => sum + each.price, 0);
  }

  private win(book: LeaseBook, decider: number, price: number): void {
    if (book.ask(book.number(holder), micros(charge), this.now) !== 0) return;
    const expiresAt = this.now + token;
    const under = book.reserve({
      holder: book.number(holder),
      micros: micros(price),
      atLeastMicros: micros(charge),
      now: this.now,
      expiresAt,
    });
    if (under) this.tokens.push({ lease: under, price, expiresAt, decider });
  }

  private charge(pick: number): void {
    const [one] = this.tokens.splice(pick % Math.max(1, this.tokens.length), 1);
    if (one && one.expiresAt > this.now) this.budget.capture(one.lease, one.price);
  }

  private keep(book: LeaseBook): void {
    const rows = book.held().map((id) => {
      const { granted, spent, open } = this.budget.leases.get(id) ?? { granted: 0, spent: 0, open: false };
      const recalled = this.budget.wanted !== undefined;
      return { lease: id, grantedMicros: micros(granted), spentMicros: micros(spent), open, recalled };
    });
    book.follow(rows, this.now);
    for (const each of book.takeReturns(this.now, { all: false, keepIdle: false })) this.giveBack(each);
    for (const wanted of book.takeWanted(this.now, 0).keys()) {
      const id = `lse_${(this.made += 1)}` as Id<'lse'>;
      const usableUntil = this.now + lease;
      const granted = this.budget.grant(id, { charge, workers: deciders, endsAt: usableUntil });
      if (granted !== undefined)
        book.add({ lease: id, holder: wanted, grantedMicros: micros(granted), chargeMicros: micros(charge), usableUntil }, this.now);
    }
  }

  private giveBack({ lease: id, freeMicros, done }: { lease: string; freeMicros: bigint; done: boolean }): void {
    this.budget.giveBack(id, { free: Number(freeMicros), done });
  }
}

describe('a budget', () => {
  it('holds what is captured and what is outstanding, under any interleaving and crash: 20,000 random lives of three deciders', () => {
    let captured = 0;
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 400 }), fc.array(command, { minLength: 16, maxLength: 70 }), (cap, commands) => {
        const lives = new Lives(cap);
        for (let decider = 0; decider < deciders; decider += 1) lives.start(decider);
        for (const each of commands) {
          lives.step(each);
          const { budget } = lives;
          const [granted, spent] = [...budget.leases.values()].reduce(([g, s], one) => [g + one.granted, s + one.spent], [0, 0]);
          const over = [...budget.leases.values()].some((one) => one.spent > one.granted);
          const held = budget.captured + lives.outstanding();
          // Plain comparisons: an expectation for each of a million steps would take minutes.
          if (over || spent !== budget.captured || granted !== budget.leased || budget.leased > budget.cap || held > budget.cap) {
            throw new Error(
              `${held} captured and outstanding, ${spent} spent, ${granted} granted, ${budget.leased} leased of ${budget.cap}`,
            );
          }
        }
        captured += lives.budget.captured;
      }),
      { numRuns: 20_000, verbose: 1 },
    );
    expect(captured).toBeGreaterThan(100_000);
  }, 120_000);
});

describe('the database', () => {
  const server = useTestDatabase();
  let database: Database;
  beforeAll(() => {
    database = new Database({ url: server.url, poolSize: 2, clock: { now: () => 0 } });
  });
  afterAll(() => database.close());

  it('does with a budget exactly what the model does', async () => {
    const action = fc.record({ kind: fc.constantFrom('grant', 'grant', 'capture', 'capture', 'back', 'end', 'cap'), pick: fc.nat(500) });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 10, max: 400 }), fc.array(action, { minLength: 6, maxLength: 16 }), async (cap, actions) => {
        const model = new ModelBudget(cap);
        const campaign = newId('cmp', 0, random);
        const budget = { campaign, window: 'life', currency: 'USD', capMicros: micros(cap) };
        await database.inTransaction((tx) => ensureBudget(tx, budget));
        const ids: Array<Id<'lse'>> = [];
        for (const [now, { kind, pick }] of actions.entries()) {
          const id = ids[pick % Math.max(1, ids.length)];
          await database.inTransaction(async (tx) => {
            if (kind === 'grant') {
              const asked = { lease: newId('lse', 0, random), holder: campaign, campaign, windows: ['life'], keptMicros: new Map() };
              const wish = { ...asked, chargeMicros: micros(charge), usableUntil: now + 3 };
              const [decided] = await grantLeases(tx, [wish], { decider: 'model', workers: 2, mostBps: 100, now });
              const granted = model.grant(wish.lease, { charge, workers: 2, endsAt: now + 3 });
              expect(decided?.outcome === 'granted' ? Number(decided.grantedMicros) : undefined).toBe(granted);
              if (granted !== undefined) ids.push(wish.lease);
            }
            if (kind === 'capture' && id) {
              const price = 1 + (pick % charge);
              const imp = uuidText(newId('imp', 0, random));
              const slot = { lease: uuidText(id), campaign: uuidText(campaign), imp, priceMicros: micros(price) };
              await storeCharge(tx, slot);
              const free = await capture(tx, [{ slot, kind: 'impression' } as unknown as Delivery]);
              expect(free.length === 0).toBe(model.capture(id, price));
            }
            if (kind === 'back' && id) {
              const back = { free: pick % 20, done: pick % 3 === 0 };
              await returnLeases(tx, [{ lease: id, freeMicros: micros(back.free), done: back.done }]);
              model.giveBack(id, back);
            }
            if (kind === 'end') {
              await closeExpiredLeases(tx, now, { tokenLifeMs: 0 });
              model.closeEnded(now);
            }
            if (kind === 'cap') {
              await ensureBudget(tx, { ...budget, capMicros: micros(pick) });
              model.moveCap(pick);
            }
          });
          expect(await stateOf(campaign)).toEqual({
            cap: model.cap,
            leased: model.leased,
            leases: ids.map((each) => model.leases.get(each)).map((one) => [one?.granted, one?.spent, one?.open]),
          });
        }
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  async function stateOf(campaign: Id<'cmp'>): Promise<unknown> {
    const [life] = await readBudgets(database.read, campaign);
    const { rows } = await database.read.query<{ granted: bigint; spent: bigint; open: boolean }>(
      `SELECT granted_micros AS granted, spent_micros AS spent, state = 'open' AS open FROM budget_lease
       WHERE campaign_id = $1 ORDER BY granted_at`,
      [toRowId(campaign)],
    );
    const leases = rows.map((row) => [Number(row.granted), Number(row.spent), row.open]);
    return { cap: Number(life?.capMicros), leased: Number(life?.leasedMicros), leases };
  }
});

/** The charge that is captured, as far as anything of it matters to its budget: who may be made free is who was stored. */
async function storeCharge(
  tx: Tx,
  { campaign, imp, lease, priceMicros }: { campaign: string; imp: string; lease: string; priceMicros: bigint },
) {
  await tx.query(
    `INSERT INTO charge (campaign_id, imp_id, kind, bucket, account_id, ad_set_id, ad_id, creative_id, placement, currency, price_micros,
       quoted_micros, price_model, rule_version, lease_id, occurred_at, accepted_at)
     VALUES ($1, $2, 'impression', to_timestamp(0), $1, $1, $1, $1, 'feed', 'USD', $4, $4, 'impression', 1, $3,
       to_timestamp(0), to_timestamp(0))`,
    [campaign, imp, lease, priceMicros],
  );
}
