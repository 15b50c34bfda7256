import { Database } from '@flywheel/database';
import { seededRandom } from '@flywheel/primitives';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { openServing } from '@flywheel/serve';
import { RecordBeacons } from '@flywheel/settle';
import type { Order, Said, Stand } from './orders.ts';

/**
 * One deciding process of the overspend harness: the program's own decision path, leases, records and beacons on a clock that the parent
 * moves. It sells as fast as it can; nine of ten impressions are seen, and of those one in eight is sent by the parent, later.
 */
const stand = JSON.parse(process.env['OVERSPEND_STAND'] ?? '{}') as Stand;
const clock = { offset: stand.offset, now: () => Date.now() + clock.offset };
const random = seededRandom(`${stand.name} ${process.pid}`);
const keys = seededTokenKeys(stand.seed);
const database = new Database({ url: stand.url, clock, poolSize: 2 });
const serving = openServing({ database, tokenKeys: keys, random, decider: stand.name });
const beacons = new RecordBeacons(database, new ImpressionTokens(keys), random);
const perTurn = 40;
let stopping = false;

process.on('message', (order: Order) => {
  if (order.offset !== undefined) clock.offset = order.offset;
  if (order.stop) stopping = true;
});

const say = (said: Said): boolean | undefined => process.send?.(said);

/** Naive budget control, for the proof that this harness can fail: read what was spent, then write. */
async function sellByReading(placement: string, cap: bigint): Promise<Said> {
  const { rows } = await database.read.query<{ spent: bigint }>(
    'SELECT coalesce(sum(price_micros), 0)::bigint AS spent FROM naive_charge WHERE placement = $1',
    [placement],
  );
  const room = cap - (rows[0]?.spent ?? 0n);
  const price = BigInt(stand.priceMicros);
  const sold = Number(room / price < BigInt(perTurn) ? room / price : BigInt(perTurn));
  // Between the decision and the charge lies the time that an impression takes. A quarter of a second is kind to this method, and long
  // enough that deciders which begin one after the other on a loaded machine overlap as well.
  await new Promise((resolve) => setTimeout(resolve, 250));
  if (sold > 0) {
    await database.read.query('INSERT INTO naive_charge (placement, price_micros) SELECT $1, $2::bigint FROM generate_series(1, $3::int)', [
      placement,
      price,
      sold,
    ]);
  }
  return { placement, asked: perTurn, filled: Math.max(0, sold), late: [] };
}

async function sellByDeciding(placement: string): Promise<Said> {
  const seen: string[] = [];
  const late: string[] = [];
  let filled = 0;
  for (let n = 0; n < perTurn; n += 1) {
    const now = clock.now();
    const { results } = serving.decideAds.run({ request: { placements: [{ id: placement, format: 'native_post' }] }, now });
    for (const result of results) {
      if (result.outcome !== 'filled') continue;
      filled += 1;
      const fate = random.next();
      if (fate < 0.78) seen.push(result.token);
      else if (fate < 0.9) late.push(result.token);
    }
  }
  await serving.recordDecisions.run();
  await beacons.run(seen.map((token) => ({ kind: 'impression', token, acceptedAt: clock.now() })));
  return { placement, asked: perTurn, filled, late };
}

async function keepFresh(): Promise<void> {
  let refreshedAt = -Infinity;
  while (!stopping) {
    const now = clock.now();
    if (now - refreshedAt > 400) await serving.refreshIndex.run({ now });
    refreshedAt = Math.max(refreshedAt, now);
    await serving.leaseKeeper.run({ now });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

await serving.refreshIndex.run({ now: clock.now() });
const fresh = keepFresh();
for (let turn = 0; !stopping; turn += 1) {
  const market = stand.markets[turn % stand.markets.length];
  if (!market) break;
  const said = stand.naive ? await sellByReading(market.placement, BigInt(market.capMicros)) : await sellByDeciding(market.placement);
  say(said);
  // With nothing to sell a decider waits for its keeper, as it would between requests.
  await new Promise((resolve) => setTimeout(resolve, said.filled > 0 ? 0 : 5));
}
await fresh;
await serving.recordDecisions.run();
await serving.leaseKeeper.drain({ now: clock.now() });
await database.close();
process.disconnect();
