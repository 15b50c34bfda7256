import { seededRandom, toRowId } from '@flywheel/primitives';
import { ImpressionTokens, seededTokenKeys } from '@flywheel/runtime';
import { RecordBeacons, ResolvePending, type Beacon } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { fillSlot, lease, openWorld, start, type World } from './world.ts';

const server = useTestDatabase();
let world: World;
beforeAll(async () => (world = await openWorld(server.url, 1_000_000_000n)));
afterAll(() => world.database.close());

const seed = `beacons ${process.env['BEACON_SEED'] ?? '1'}`;
const slotCount = 1000;
const beaconCount = 20_000;
const tokenEndsMs = 600_000;
const kinds = ['impression', 'impression', 'viewable', 'video', 'click', 'engagement', 'follow'] as const;
const fates = ['good', 'expired', 'robot', 'forged', 'foreign'] as const;

type Slot = { imp: string; token: string; fate: (typeof fates)[number]; billing: (typeof kinds)[number] };
type ChargeRow = { imp: string; kind: string; price: bigint; reason: number };

describe(`${beaconCount} random beacons of ${slotCount} slots (seed “${seed}”)`, () => {
  it('leave the charges they leave at first, however often and in whatever order they are played again', async () => {
    const random = seededRandom(seed);
    const slots = await openSlots(random.next.bind(random));
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
    const sent = Array.from({ length: beaconCount }, () => beaconOf(pick(slots), pick(kinds), random.next()));

    await play(shuffled(sent, random.next.bind(random)));
    const first = await charges();
    expect(first.length).toBeGreaterThan(slotCount / 3);
    expect(first.some(({ price }) => price > 0n)).toBe(true);
    for (let turn = 0; turn < 2; turn += 1) await play(shuffled(sent, random.next.bind(random)));
    expect(await charges()).toEqual(first);

    const fateOf = new Map(slots.map((slot) => [toRowId(slot.imp as `imp_${string}`), slot.fate]));
    for (const { imp, price } of first) {
      if (price > 0n) expect(fateOf.get(imp)).toBe('good');
      expect(['forged', 'foreign']).not.toContain(fateOf.get(imp));
    }
    expect(new Set(first.map(({ imp, kind }) => `${imp} ${kind}`)).size).toBe(first.length);
  }, 240_000);
});

/** Slots that pay for different things; of each fate some. */
async function openSlots(next: () => number): Promise<Slot[]> {
  const from = await lease(world, 500_000_000n);
  const stranger = new ImpressionTokens(seededTokenKeys('stranger'));
  const slots: Slot[] = [];
  for (let n = 0; n < slotCount; n += 1) {
    const billing = kinds[Math.floor(next() * kinds.length)] ?? 'impression';
    const fate = next() < 0.5 ? 'good' : (fates[1 + Math.floor(next() * 4)] ?? 'forged');
    const { imp, token } = await fillSlot(world, { lease: from, price: 1_000n, billing });
    const verified = world.tokens.verify(token);
    const claims = verified.outcome === 'genuine' ? verified.claims : expect.fail('forged');
    const at = Math.floor(next() * token.length);
    const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    const shown = { good: token, expired: token, robot: token, forged: changed, foreign: stranger.sign(claims) };
    slots.push({ imp, fate, billing, token: shown[fate] });
  }
  return slots;
}

function beaconOf(slot: Slot, kind: (typeof kinds)[number], late: number): Beacon {
  const after = slot.fate === 'expired' ? tokenEndsMs + 1 + late * 1e6 : 3000 + late * 60_000;
  const userAgent = slot.fate === 'robot' ? 'Googlebot/2.1' : undefined;
  return { kind, token: slot.token, acceptedAt: start + Math.floor(after), userAgent };
}

async function play(sent: readonly Beacon[]): Promise<void> {
  const beacons = new RecordBeacons(world.database, world.tokens, world.random);
  await beacons.run(sent);
  await new ResolvePending(world.database).run({ now: start + 5e6 });
}

async function charges(): Promise<ChargeRow[]> {
  const { rows } = await world.database.read.query<ChargeRow>(
    `SELECT replace(imp_id::text, '-', '') AS imp, kind, price_micros AS price, reason FROM charge ORDER BY imp_id, kind`,
  );
  return rows;
}

function shuffled<T>(list: readonly T[], next: () => number): T[] {
  return list
    .map((item) => ({ item, at: next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
