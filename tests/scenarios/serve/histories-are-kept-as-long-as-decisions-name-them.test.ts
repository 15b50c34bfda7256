import { insertModelVersion, readModel } from '@flywheel/database/models';
import { pruneHistory } from '@flywheel/database/retention';
import { setWorld } from '@flywheel/database/world';
import { untoldModel } from '@flywheel/ranking';
import { ReplayDecisions } from '@flywheel/serve/replay';
import { ForgetDecisions, ForgetHistories } from '@flywheel/settle/retention';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../../fixtures/advertised-world.ts';
import { ReplayedWorld } from '../../fixtures/replayed-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const dayMs = 86_400_000;
const lookedMs = start + 36 * dayMs;

describe('configuration, pacing and models', () => {
  const at = useTestDatabase();
  let site: ReplayedWorld;
  let forget: ForgetHistories;
  beforeAll(async () => {
    site = new ReplayedWorld(at.url);
    await site.open({ crowd: 50 });
    await site.decide(300);
    site.world.clock.advance(2 * dayMs);
    await site.world.refresh();
    await site.decide(300);
    forget = new ForgetHistories(site.world.database);
  }, 120_000);
  afterAll(() => site.world.close());

  it('stay while decisions wait for their first look', async () => {
    expect(await forget.run({ now: start + 3 * dayMs })).toEqual({ outcome: 'not-yet' });
    expect(await forget.run({ now: lookedMs })).toEqual({ outcome: 'not-yet' });
  });

  it('go where no kept decision was made from them; every kept one is made again to the same hash', async () => {
    const before = await counts();
    expect(await new ForgetDecisions(site.world.database).run({ now: lookedMs })).toMatchObject({ outcome: 'forgotten', more: false });
    const kept = await ask<{ decisions: number; config: bigint }>(
      'SELECT count(*)::int AS decisions, min(config_version) AS config FROM decision',
    );
    expect(kept.decisions).toBeGreaterThan(20);
    const pruned = await forget.run({ now: lookedMs });
    if (pruned.outcome !== 'pruned') throw new Error(pruned.outcome);
    expect(pruned.config).toBeGreaterThan(0);
    const after = await counts();
    expect(before.config - after.config).toBe(pruned.config);
    expect(before.pacing - after.pacing).toBe(pruned.pacing);
    expect(before.models - after.models).toBe(pruned.model);
    expect(await replayed()).toMatchObject({ replayed: kept.decisions, same: kept.decisions, different: 0 });
    expect(await forget.run({ now: lookedMs })).toEqual({ outcome: 'pruned', config: 0, pacing: 0, model: 0, more: false });
  });

  it('follow when the oldest of those decisions go', async () => {
    await site.world.database.read.query('DELETE FROM decision WHERE decided_at < $1', [new Date(start + dayMs)]);
    const pruned = await forget.run({ now: lookedMs });
    if (pruned.outcome !== 'pruned') throw new Error(pruned.outcome);
    expect(pruned.pacing).toBeGreaterThan(0);
    const left = await replayed();
    expect(left.replayed).toBeGreaterThan(10);
    expect(left).toMatchObject({ same: left.replayed, different: 0 });
  });

  it('leave a proof of what went', async () => {
    const { rows } = await site.world.database.read.query<{ class: string; rows: number; hashed: number; until: bigint }>(
      `SELECT class, rows, octet_length(sha256) AS hashed, until_version AS until FROM retention_proof WHERE class LIKE '%history'`,
    );
    expect(rows.map((row) => row.class)).toContain('config-history');
    expect(rows.every((row) => row.rows > 0 && row.hashed === 32 && row.until > 0n)).toBe(true);
  });

  it('of models what the oldest named one builds on stays', async () => {
    const { database } = site.world;
    const { version: newest } = await readModel(database.read);
    const change = untoldModel();
    for (const [step, basedOn] of [undefined, 1n, undefined, 3n, 4n].entries()) {
      const model = { version: newest + BigInt(step + 1), publishedAt: start, basedOn: basedOn && newest + basedOn, change };
      await database.inTransaction((tx) => insertModelVersion(tx, model));
    }
    const named = newest + 5n;
    const before = await readModel(database.read, named);
    const drop = () => database.inTransaction((tx) => pruneHistory(tx, 'model-history', { until: named, limit: 1, at: lookedMs }));
    while ((await drop()).looked > 0);
    const { rows } = await database.read.query<{ version: bigint }>('SELECT version FROM model_version ORDER BY version');
    expect(rows.map((row) => row.version)).toEqual([3n, 4n, 5n].map((step) => newest + step));
    expect(await readModel(database.read, named)).toEqual(before);
  });

  it('would be missed if they went too early', async () => {
    const { version } = await ask<{ version: bigint }>('SELECT version FROM config_version');
    let looked = 1;
    while (looked > 0) {
      ({ looked } = await site.world.database.inTransaction((tx) =>
        pruneHistory(tx, 'config-history', { until: version, limit: 500, at: lookedMs }),
      ));
    }
    const missed = await replayed().then(
      ({ different }) => different,
      () => 'a world that cannot be built',
    );
    expect(missed).not.toBe(0);
  });

  it('stay in a replayed site, all of them', async () => {
    await setWorld(site.world.database.read, { name: 'replay', markedDemo: false, now: start });
    expect(await forget.run({ now: lookedMs + 365 * dayMs })).toEqual({ outcome: 'replayed-world' });
  });

  const replayed = () => new ReplayDecisions(site.world.database, site.world.keys.auctionKey).run();

  async function ask<T extends object>(sql: string): Promise<T> {
    const { rows } = await site.world.database.read.query<T>(sql);
    return rows[0] ?? expect.fail('no row');
  }

  const counts = () =>
    ask<{ config: number; pacing: number; models: number }>(
      `SELECT (SELECT count(*)::int FROM config_history) AS config, (SELECT count(*)::int FROM pacing_change) AS pacing,
         (SELECT count(*)::int FROM model_version) AS models`,
    );
});
