import { leastEdit } from '@flywheel/privacy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '@flywheel/primitives';
import { addresses, AudienceWorld, hashOf, openGround } from '../../fixtures/audience-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('an uploaded list', () => {
  const at = useTestDatabase();
  let ground: ReturnType<typeof openGround>;
  let world: AudienceWorld;
  let account: Id<'acc'>;
  beforeAll(async () => {
    ground = openGround(at.url);
    world = new AudienceWorld(ground);
    account = await world.account();
    await world.people(0, 1500);
  });
  afterAll(() => ground.database.close());
  const strangers = (count: number): string[] => Array.from({ length: count }, (_, n) => `stranger-${n}@elsewhere.example`);

  it('may be used once 100 of its people are here and agreed', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    expect(await world.view(account, audience)).toMatchObject({ state: 'empty', size: null });
    expect(await world.edit(account, audience, 'add', addresses(0, 99).concat(strangers(900)))).toMatchObject({ outcome: 'applied' });
    expect(await world.view(account, audience)).toMatchObject({ state: 'small', size: null, least: 100 });
    await world.edit(account, audience, 'add', addresses(99, 260));
    expect(await world.view(account, audience)).toMatchObject({ state: 'ready' });
    expect([200, 300]).toContain((await world.view(account, audience)).size);
    expect(await world.members(audience)).toBe(260);
  });

  it('refuses a change that could ask after single people, and leaves no trace of it', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    await world.edit(account, audience, 'add', addresses(0, 300));
    const before = await world.view(account, audience);
    for (const action of ['add', 'remove'] as const) {
      const change = action === 'add' ? addresses(300, 300 + leastEdit - 1) : addresses(0, leastEdit - 1);
      expect(await world.edit(account, audience, action, change)).toMatchObject({ outcome: 'refused', reason: 'too-small' });
    }
    // What is there already changes nothing, however often it is sent.
    expect(await world.edit(account, audience, 'add', addresses(0, 300))).toMatchObject({ reason: 'too-small' });
    expect(await world.edit(account, audience, 'replace', addresses(1, 300))).toMatchObject({ reason: 'too-small' });
    expect(await world.view(account, audience)).toEqual(before);
    expect(await world.members(audience)).toBe(300);
    const { rows } = await world.database.read.query('SELECT 1 FROM audience_staged');
    expect(rows).toHaveLength(0);
  });

  it('does not show one person behind a crowd of strangers', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    await world.edit(account, audience, 'add', addresses(0, 400));
    const before = (await world.view(account, audience)).size;
    // A hundred identifiers, one of them a person in question: the told size stays, whoever he is.
    for (const [turn, person] of [401, 402, 403].entries()) {
      const crowd = strangers(99).map((each) => `${turn}${each}`);
      expect(await world.edit(account, audience, 'add', [...addresses(person, person + 1), ...crowd])).toMatchObject({
        outcome: 'applied',
      });
      expect((await world.view(account, audience)).size).toBe(before);
    }
  });

  it('is changed only so often in a day', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    let refused = 0;
    for (let turn = 0; turn < 25; turn += 1) {
      const outcome = await world.edit(account, audience, turn % 2 === 0 ? 'add' : 'remove', addresses(500, 700));
      if (outcome.outcome === 'refused' && outcome.reason === 'too-often') refused += 1;
    }
    expect(refused).toBe(5);
    ground.clock.advance(25 * 3_600_000);
    expect(await world.edit(account, audience, 'add', addresses(700, 900))).toMatchObject({ outcome: 'applied' });
  });

  it('comes in batches that count together, and not at all if one line is no hash', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    const list = { account, audience, action: 'add' as const, now: world.now, actor: 'system' };
    const first = await world.editList.run({ ...list, hashes: addresses(0, 150).map(hashOf), last: false });
    expect(first).toMatchObject({ outcome: 'staged', received: 150 });
    expect(await world.members(audience)).toBe(0);
    if (first.outcome !== 'staged') throw new Error('staged');
    expect((await world.view(account, audience)).upload).toEqual({ edit: first.edit, received: 150 });
    const last = await world.editList.run({ ...list, edit: first.edit, hashes: addresses(150, 200).map(hashOf), last: true });
    expect(last).toMatchObject({ outcome: 'applied', received: 200 });
    expect(await world.members(audience)).toBe(200);

    const body = async function* (): AsyncGenerator<string> {
      yield `${addresses(200, 400).map(hashOf).join('\n')}\nann@example.org\n`;
    };
    const refused = await world.editList.stream(list, body());
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'not-a-hash' });
    expect(JSON.stringify(refused)).toMatch(/line 201/);
    expect(JSON.stringify(refused)).not.toContain('ann@');
    expect(await world.members(audience)).toBe(200);
  });

  it('of another account is not there', async () => {
    const audience = await world.audience(account, { kind: 'upload' });
    const other = await world.account('Somebody else');
    expect(await world.edit(other, audience, 'add', addresses(0, 200))).toEqual({ outcome: 'refused', reason: 'unknown-audience' });
  });

  it('of 100,000 people is ready in seconds', async () => {
    await world.people(10_000, 110_000);
    const audience = await world.audience(account, { kind: 'upload' });
    const hashes = addresses(10_000, 110_000).map(hashOf);
    const began = performance.now();
    const body = async function* (): AsyncGenerator<string> {
      for (let from = 0; from < hashes.length; from += 500) yield `${hashes.slice(from, from + 500).join('\n')}\n`;
    };
    const outcome = await world.editList.stream({ account, audience, action: 'add', now: world.now, actor: 'system' }, body());
    expect(outcome).toMatchObject({ outcome: 'applied', received: 100_000 });
    const seconds = (performance.now() - began) / 1000;
    console.log(`100,000 hashes uploaded, matched and counted in ${seconds.toFixed(1)} s`);
    expect(await world.view(account, audience)).toMatchObject({ state: 'ready', size: 100_000 });
    // Ten seconds where nothing else runs; the suite runs beside others.
    expect(seconds).toBeLessThan(40);
  }, 120_000);
});
