import { Database } from '@flywheel/database';
import { ensureBudget, grantLeases } from '@flywheel/database/budgets';
import { postEntries } from '@flywheel/database/ledger';
import { hold, topUp } from '@flywheel/ledger';
import { micros, newId, seededRandom, toRowId, type Id, type Random } from '@flywheel/primitives';
import { SimulatedClock } from '@flywheel/runtime';

/** The minute that everything of a bench is accepted in, at first. */
export const noon = Date.UTC(2026, 2, 1, 12);

/** One advertiser with money for everything, its campaigns, each with a lease that no bench empties, and creators with a post each. */
export type MoneyWorld = {
  readonly database: Database;
  readonly clock: SimulatedClock;
  readonly random: Random;
  readonly account: Id<'acc'>;
  readonly creative: Id<'crv'>;
  readonly campaigns: ReadonlyArray<{ readonly campaign: Id<'cmp'>; readonly lease: Id<'lse'> }>;
  readonly creators: ReadonlyArray<Id<'crt'>>;
};

/** `connections`: how many writers may work at once. The money of every part is its own. */
type WorldSize = { part: string; campaigns: number; creators: number; connections: number };

const plenty = micros(10n ** 15n);

/** Puts it into a migrated database. */
export async function openMoneyWorld(url: string, size: WorldSize): Promise<MoneyWorld> {
  const random = seededRandom(`bench money ${size.part}`);
  const clock = new SimulatedClock(noon);
  const database = new Database({ url, clock, poolSize: size.connections });
  const many = <K extends 'cmp' | 'crt'>(kind: K, n: number): Array<Id<K>> => Array.from({ length: n }, () => newId(kind, noon, random));
  const [account, creative] = [newId('acc', noon, random), newId('crv', noon, random)];
  const creators = many('crt', size.creators);
  await insertPeople(database, { account, creative, creators });
  const money = { account, currency: 'USD', at: noon, actor: 'bench' };
  const campaigns = many('cmp', size.campaigns).map((campaign) => ({ campaign, lease: newId('lse', noon, random) }));
  await database.inTransaction(async (tx) => {
    await postEntries(tx, [topUp({ ...money, pspEvent: `${account}`, amountMicros: micros(plenty * BigInt(size.campaigns)) })]);
    for (const { campaign, lease } of campaigns) {
      await postEntries(tx, [hold({ ...money, campaign, ref: '1', amountMicros: plenty })]);
      await ensureBudget(tx, { campaign, window: 'life', currency: 'USD', capMicros: plenty });
      const usableUntil = noon + 86_400_000;
      const wish = {
        lease,
        holder: campaign,
        campaign,
        windows: ['life' as const],
        keptMicros: new Map(),
        chargeMicros: micros(1n),
        usableUntil,
      };
      await grantLeases(tx, [wish], { decider: 'bench', workers: 1, mostBps: 10_000, now: noon });
    }
  });
  return { database, clock, random, account, creative, campaigns, creators };
}

async function insertPeople(
  { read }: Database,
  { account, creative, creators }: { account: Id<'acc'>; creative: Id<'crv'>; creators: ReadonlyArray<Id<'crt'>> },
): Promise<void> {
  const day = new Date(noon);
  await read.query(
    `INSERT INTO ad_account (account_id, name, domain, currency, created_at) VALUES ($1, 'Bench', $2 || '.example', 'USD', $3)`,
    [toRowId(account), account.slice(-12), day],
  );
  await read.query(
    `INSERT INTO creative (creative_id, account_id, format, headline, landing_url, created_at)
     VALUES ($1, $2, 'native_post', 'Bench', 'https://bench.example/', $3)`,
    [toRowId(creative), toRowId(account), day],
  );
  await read.query(
    `INSERT INTO creator (creator_id, platform_id, display_name, joined_at, updated_at)
     SELECT c, c::text, c::text, $2, $2 FROM unnest($1::uuid[]) c`,
    [creators.map(toRowId), day],
  );
}
