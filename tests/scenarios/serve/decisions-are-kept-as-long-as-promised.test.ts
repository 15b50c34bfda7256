import { setWorld } from '@flywheel/database/world';
import { RecentDecisions } from '@flywheel/serve';
import { CloseMonth, RecordBeacons, SealBuckets } from '@flywheel/settle';
import { ForgetDecisions } from '@flywheel/settle/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImpressionTokens } from '@flywheel/runtime';
import { AdvertisedWorld, campaignDraft, hourMs, minuteMs, start } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const dayMs = 24 * hourMs;
const june = Date.UTC(2026, 5, 1);
const july = Date.UTC(2026, 6, 1);

describe('a decision is kept as long as promised', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let beacons: RecordBeacons;
  let forget: ForgetDecisions;
  let kept: { charged: string; empty: string; unseen: string; late: string };
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    beacons = new RecordBeacons(world.database, new ImpressionTokens(world.keys), world.random);
    forget = new ForgetDecisions(world.database);
    await world.launch(await world.account(100), campaignDraft());
    await world.refresh();
  });
  afterAll(() => world.close());

  it('without a charge for 30 days to the day; those that were charged stay', async () => {
    const charged = filled();
    const unseen = filled();
    const empty = world.decide({ placements: [{ id: 'feed', format: 'image' }] });
    expect(empty.results[0]?.outcome).toBe('empty');
    await world.beacon('impression', charged.token);
    kept = { charged: charged.decision, empty: empty.decision, unseen: unseen.decision, late: '' };
    expect(await decisions()).toEqual([kept.charged, kept.unseen, kept.empty].sort());

    const { size } = await new RecentDecisions(world.database).run();
    expect(size).toMatchObject({ decisions: 3, viewerBytes: 0 });
    expect(size.recordBytes).toBeGreaterThan(size.slotsBytes);

    expect(await forget.run({ now: start + 30 * dayMs })).toMatchObject({ uncharged: 0, charged: 0 });
    expect(await forget.run({ now: start + 30 * dayMs + 1 })).toEqual({ outcome: 'forgotten', uncharged: 2, charged: 0, more: false });
    expect(await decisions()).toEqual([kept.charged]);
    expect(await proofs()).toMatchObject([{ class: 'uncharged-decisions', rows: 2, hashed: 32 }]);
  });

  it('a charge of the next month keeps one of the last minute of this until that month is through as well', async () => {
    world.clock.moveTo(june - minuteMs);
    await world.refresh();
    const late = filled();
    await world.serving.recordDecisions.run();
    const [answer] = await beacons.run([{ kind: 'impression', token: late.token, acceptedAt: june + minuteMs }]);
    expect(answer?.outcome).toBe('stored');
    kept.late = late.decision;
  });

  it('with a charge until 30 days of appeal after its month was closed, and 90 days more', async () => {
    await new SealBuckets(world.database).run({ now: july + 10 * minuteMs });
    expect(await forget.run({ now: july + 365 * dayMs })).toMatchObject({ uncharged: 0, charged: 0 });
    const close = new CloseMonth(world.database);
    const closedAt = june + 10 * dayMs;
    expect(await close.run({ period: '2026-05', now: closedAt, actor: 'approver' })).toMatchObject({ outcome: 'closed' });
    expect(await forget.run({ now: closedAt + 120 * dayMs - 1 })).toMatchObject({ charged: 0 });
    expect(await forget.run({ now: closedAt + 120 * dayMs })).toMatchObject({ charged: 1 });
    expect(await decisions()).toEqual([kept.late]);
    const juneClosedAt = july + 10 * dayMs;
    expect(await close.run({ period: '2026-06', now: juneClosedAt, actor: 'approver' })).toMatchObject({ outcome: 'closed' });
    expect(await forget.run({ now: juneClosedAt + 120 * dayMs - 1 })).toMatchObject({ charged: 0 });
    expect(await forget.run({ now: juneClosedAt + 120 * dayMs })).toMatchObject({ charged: 1 });
    expect(await decisions()).toEqual([]);
    expect(await proofs()).toHaveLength(3);
  });

  it('and its charges stay for ever', async () => {
    const { rows } = await world.database.read.query<{ n: number }>('SELECT count(*)::int AS n FROM charge');
    expect(rows[0]?.n).toBe(2);
  });

  it('a run goes over 20,000 decisions at most; two at once take none twice', async () => {
    await copies(20_500, july);
    const now = july + 31 * dayMs;
    expect(await forget.run({ now })).toEqual({ outcome: 'forgotten', uncharged: 20_000, charged: 0, more: true });
    const both = await Promise.all([forget.run({ now }), forget.run({ now })]);
    expect(both.reduce((sum, each) => sum + (each.outcome === 'forgotten' ? each.uncharged : 0), 0)).toBe(500);
    expect(await decisions()).toEqual([]);
  });

  it('all of them in a replayed site, whose years are past', async () => {
    await copies(3, july + 40 * dayMs);
    await setWorld(world.database.read, { name: 'replay', markedDemo: false, now: july });
    expect(await forget.run({ now: july + 365 * dayMs })).toEqual({ outcome: 'replayed-world' });
    expect(await decisions()).toHaveLength(3);
  });

  function filled(): { decision: string; token: string } {
    const { decision, results } = world.decide({});
    const [result] = results;
    if (result?.outcome !== 'filled') throw new Error(`not filled: ${JSON.stringify(result)}`);
    return { decision, token: result.token };
  }

  async function decisions(): Promise<string[]> {
    await world.serving.recordDecisions.run();
    const { rows } = await world.database.read.query<{ id: string }>(`SELECT wire_id('dec', decision_id) AS id FROM decision ORDER BY 1`);
    return rows.map((row) => row.id);
  }

  async function proofs() {
    const { rows } = await world.database.read.query<{ class: string; rows: number; bytes: bigint; hashed: number }>(
      'SELECT class, rows, bytes, octet_length(sha256) AS hashed FROM retention_proof ORDER BY proof_id',
    );
    return rows;
  }

  /** Empty decisions, one a millisecond. */
  async function copies(n: number, from: number): Promise<void> {
    await world.database.read.query(
      `INSERT INTO decision (decision_id, decided_at, recorded_at, config_version, model_version, pacing_version, index_build,
         record, slots, sha256)
       SELECT (lpad(to_hex($2::bigint + n), 12, '0') || '70008000000000000000')::uuid, $3, $3, 1, 0, 0, 1, '', '\\x01000000', '\\x00'
       FROM generate_series(1, $1::int) AS n`,
      [n, from, new Date(from)],
    );
  }
});
