import { readStoredDecisions } from '@flywheel/database/decisions';
import { readModel, readShown, readStanding } from '@flywheel/database/models';
import { isId } from '@flywheel/primitives';
import { GetModels, HoldModel } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft, hourMs } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

const click = 1;
const actor = 'operator';

describe('an operator who mistrusts a model', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let hold: HoldModel;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    hold = new HoldModel(world.database);
    await world.viewer('mia');
    await world.launch(
      await world.account(1000),
      campaignDraft((draft, set) => {
        draft.objective = 'traffic';
        set.goal = 'click';
        set.billingEvent = 'click';
        set.bidMicros = '200000';
      }),
    );
    await world.refresh();
    await clicked();
  });
  afterAll(() => world.close());

  it('publishes an old version as a new one, and decisions name it', async () => {
    const old = await newest();
    await clicked();
    const { version } = await newest();
    expect(version).toBeGreaterThan(old.version);
    const done = await hold.run({ version: old.version, actor, reason: 'clicks look bought', now: world.now });
    expect(done).toEqual({ outcome: 'published', version: version + 1n });
    await world.refresh();
    expect((await newest()).model).toEqual(old.model);
    expect(await modelOf(decide().decision)).toBe(version + 1n);
    const [line] = (await new GetModels(world.database).run({ now: world.now })).versions;
    expect(line).toMatchObject({ version: String(version + 1n), publishedBy: actor, restores: String(old.version), whole: true });
  });

  it('sees nothing else published while it is held, not even after asking for a version that is not there', async () => {
    const { version } = await newest();
    expect(await hold.run({ version: 10n ** 9n, actor, reason: 'a slip', now: world.now })).toEqual({ outcome: 'unknown' });
    await clicked();
    await clicked();
    expect(await readStanding(world.database.read)).toEqual({ version, held: true });
    expect(await modelOf(decide().decision)).toBe(version);
  });

  it('lets it go on: what was learnt meanwhile is in the next version', async () => {
    const before = await newest();
    await hold.resume({ actor, reason: 'they were real', now: world.now });
    await world.refresh();
    const after = await newest();
    expect(after.version).toBe(before.version + 1n);
    expect(after.model.ads.size).toBe(1);
    expect(logitOf(after.model)).toBeGreaterThan(logitOf(before.model));
    expect(await modelOf(decide().decision)).toBe(after.version);
  });

  it('finds both in the audit, with their reasons', async () => {
    const { rows } = await world.database.read.query<{ action: string; actor: string; reason: string }>(
      `SELECT action, actor, detail->>'reason' AS reason FROM audit_event WHERE action LIKE 'model.%' ORDER BY audit_id`,
    );
    expect(rows).toEqual([
      { action: 'model.rolled-back', actor, reason: 'clicks look bought' },
      { action: 'model.resumed', actor, reason: 'they were real' },
    ]);
  });

  it.each([
    [
      'in the middle',
      'ALTER TABLE model_version ADD CONSTRAINT refused CHECK (false) NOT VALID',
      'ALTER TABLE model_version DROP CONSTRAINT refused',
    ],
    [
      'at its commit',
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
       CREATE CONSTRAINT TRIGGER refused AFTER INSERT ON model_version DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW EXECUTE FUNCTION refuse()`,
      'DROP TRIGGER refused ON model_version; DROP FUNCTION refuse()',
    ],
  ])('misses nothing where publishing failed %s', async (_, refuse, allow) => {
    const before = await newest();
    await world.database.read.query(refuse);
    await expect(clicked()).rejects.toThrow('refused');
    await world.database.read.query(allow);
    expect((await newest()).version).toBe(before.version);
    await world.refresh();
    const after = await newest();
    expect(after.version).toBe(before.version + 1n);
    expect(logitOf(after.model)).toBeGreaterThan(logitOf(before.model));
    const made = await world.database.read.query('SELECT 1 FROM model_version WHERE version = $1 AND based_on IS NULL', [after.version]);
    expect(made.rows).toHaveLength(1);
  });

  it('sees since when the figures are, and only those of the last 24 hours', async () => {
    const { since, shown } = await readShown(world.database.read);
    expect(since).toBe(Math.floor(world.now / hourMs) * hourMs);
    expect(shown).toContainEqual(expect.objectContaining({ event: 'click', impressions: 6, events: 6 }));
    const { events } = await new GetModels(world.database).run({ now: world.now });
    const weights = events.find(({ event }) => event === 'click')?.weights;
    expect(weights).toContainEqual(expect.objectContaining({ feature: 'ad', value: '1', name: 'one' }));
    world.clock.advance(25 * hourMs);
    await world.refresh();
    const later = await readShown(world.database.read);
    expect(later.since).toBeUndefined();
    expect(later.shown).toContainEqual(expect.objectContaining({ event: 'click', impressions: 0, events: 0 }));
  });

  const newest = () => readModel(world.database.read);
  const logitOf = ({ intercepts, ads }: Awaited<ReturnType<typeof newest>>['model']): number =>
    (intercepts[click] ?? 0) + ([...ads.values()][0]?.[click] ?? 0);

  function decide(): { decision: string; token: string } {
    const { decision, results } = world.decide({ viewer: 'mia', context: { country: 'DE', device: 'phone' } });
    const [result] = results;
    if (result?.outcome !== 'filled') throw new Error(`not filled: ${JSON.stringify(result)}`);
    return { decision, token: result.token };
  }

  async function clicked(): Promise<void> {
    world.clock.advance(40_000);
    const { token } = decide();
    for (const kind of ['impression', 'click'] as const) {
      expect(await world.beacon(kind, token)).toMatchObject({ outcome: 'stored' });
    }
    await world.refresh();
  }

  async function modelOf(decision: string): Promise<bigint | undefined> {
    await world.serving.recordDecisions.run();
    const id = isId('dec', decision) ? decision : expect.fail('no id');
    const [stored] = await readStoredDecisions(world.database.read, [id]);
    return stored?.modelVersion;
  }
});
