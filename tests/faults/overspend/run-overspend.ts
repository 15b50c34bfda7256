import { toRowId, type Id } from '@flywheel/primitives';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { Fleet } from './fleet.ts';
import { Press } from './press.ts';

/** How hard the caps are pressed: one campaign for each of `charges`, its cap that many times the highest price of one charge. */
export type Pressure = { url: string; deciders: number; charges: readonly number[]; naive: boolean };

/** What became of one cap, counted by SQL over its charges. */
export type Outcome = { charges: number; capMicros: bigint; askedTimesCap: number; spentMicros: bigint; free: number; counted: number };

const priceMicros = 2_000n;
const seed = 'advertised world';
// Of what is won a tenth is never seen and comes back: three rounds deliver 99.9 %, two of a small harness 99 %.
const roundsOf = ({ charges }: Pressure): number => (charges.length > 2 ? 3 : 2);

/**
 * Presses caps with several deciding processes that together want at least three times as much, kills one of them twice (-9) and starts it
 * again, then lets time pass until every lease and token has ended, several times, and counts. `naive` runs read-then-write instead.
 */
export async function runOverspend(pressure: Pressure): Promise<{ outcomes: Outcome[]; kills: number }> {
  const { url, deciders, charges, naive } = pressure;
  const world = new AdvertisedWorld(url);
  const markets = await openMarkets(world, charges);
  await world.database.read.query('CREATE TABLE IF NOT EXISTS naive_charge (placement text NOT NULL, price_micros bigint NOT NULL)');
  const offset = world.now - Date.now();
  const fleet = new Fleet({ url, seed, offset, naive, priceMicros: String(priceMicros), markets: markets.map(onTheWire) });
  const press = new Press(world, fleet, markets, offset);
  fleet.start(deciders);
  try {
    await press.untilAskedThrice();
    for (let round = 0; round < (naive ? 0 : roundsOf(pressure)); round += 1) await press.letTimePass();
  } finally {
    await fleet.stop();
  }
  await press.sendLate();
  const outcomes: Outcome[] = [];
  for (const market of markets) outcomes.push(await count(world, market, fleet, naive));
  await world.close();
  return { outcomes, kills: fleet.kills };
}

/** One campaign alone in its placement. */
export type Market = { placement: string; campaign: Id<'cmp'>; charges: number; capMicros: bigint };

const onTheWire = ({ placement, capMicros }: Market) => ({ placement, capMicros: String(capMicros) });

async function openMarkets(world: AdvertisedWorld, charges: readonly number[]): Promise<Market[]> {
  const account = await world.account(10_000);
  const markets: Market[] = [];
  for (const each of charges) {
    const placement = `caps-of-${each}`;
    const capMicros = BigInt(each) * priceMicros;
    await world.database.read.query(`INSERT INTO placement (placement, rule, floor_micros, increment_micros) VALUES ($1, 'first', 0, 0)`, [
      placement,
    ]);
    const campaign = await world.launch(
      account,
      campaignDraft((draft, set) => {
        draft.budgets.lifetimeMicros = String(capMicros);
        set.bidMicros = String(priceMicros * 1000n);
        set.placements = [placement];
      }),
    );
    markets.push({ placement, campaign, charges: each, capMicros });
  }
  return markets;
}

async function count(world: AdvertisedWorld, market: Market, fleet: Fleet, naive: boolean): Promise<Outcome> {
  const { rows } = await world.database.read.query<{ spent: bigint; free: number; counted: number }>(
    naive
      ? `SELECT coalesce(sum(price_micros), 0)::bigint AS spent, 0 AS free, count(*)::int AS counted FROM naive_charge WHERE placement = $1`
      : `SELECT coalesce(sum(price_micros), 0)::bigint AS spent, count(*) FILTER (WHERE reason = 645)::int AS free, count(*)::int AS counted
         FROM charge WHERE campaign_id = $1`,
    [naive ? market.placement : toRowId(market.campaign)],
  );
  const { spent = 0n, free = 0, counted = 0 } = rows[0] ?? {};
  const askedTimesCap = (fleet.asked.get(market.placement) ?? 0) / market.charges;
  return { charges: market.charges, capMicros: market.capMicros, askedTimesCap, spentMicros: spent, free, counted };
}
