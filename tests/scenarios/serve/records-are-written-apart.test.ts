import { readDecisionIds, readStoredDecision } from '@flywheel/database/decisions';
import { EraseViewer } from '@flywheel/ingest';
import { seededRandom, type Id } from '@flywheel/primitives';
import { seededTokenKeys } from '@flywheel/runtime';
import { openServing, type Serving } from '@flywheel/serve';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdvertisedWorld, campaignDraft } from '../../fixtures/advertised-world.ts';
import { useTestDatabase } from '../../stack/database.ts';

describe('records written from a thread of their own', () => {
  const at = useTestDatabase();
  let world: AdvertisedWorld;
  let apart: Serving;
  beforeAll(async () => {
    world = new AdvertisedWorld(at.url);
    await world.viewer('stays', {});
    await world.viewer('leaves', {});
    await world.launch(
      await world.account(100, 'Books'),
      campaignDraft(() => undefined),
    );
    await world.refresh();
    const [tokenKeys, random] = [seededTokenKeys('apart'), seededRandom('apart')];
    apart = openServing({ database: world.database, tokenKeys, random, decider: 'apart', apart: true });
  });
  afterAll(async () => {
    await apart.recordDecisions.close();
    await world.close();
  });

  /** Decides, and leaves what is to be recorded of it to the process that writes apart. */
  const decided = (viewer?: string): Id<'dec'> => {
    const { decision } = world.decide(viewer === undefined ? {} : { viewer });
    for (const row of world.serving.memory.records.take()) apart.memory.records.push(row);
    return decision as Id<'dec'>;
  };
  const stored = (decision: Id<'dec'>) => readStoredDecision(world.database.read, decision);

  it('are committed when the call returns, the person sealed in his own part', async () => {
    const decisions = [decided('stays'), decided()];
    expect(await apart.recordDecisions.run()).toBe(2);
    const [known, unknown] = await Promise.all(decisions.map(stored));
    expect(known?.viewerPart).toBeInstanceOf(Uint8Array);
    expect(unknown).toMatchObject({ viewerPart: undefined, slots: [{ placement: 'feed' }] });
  });

  it('do not name a person who was erased before they were written', async () => {
    const decision = decided('leaves');
    await new EraseViewer(world.database).run({ viewer: 'leaves', now: world.clock.now() });
    await apart.recordDecisions.run();
    expect(await stored(decision)).toMatchObject({ decision, viewerPart: undefined });
  });

  it('wait in their ring while they can not be written, and are written once', async () => {
    const before = decided('stays');
    await world.database.read.query('ALTER TABLE decision RENAME TO decision_away');
    const during = decided();
    await expect(apart.recordDecisions.run()).rejects.toMatchObject({ code: '42P01' });
    expect(apart.memory.records.size).toBe(2);
    await world.database.read.query('ALTER TABLE decision_away RENAME TO decision');
    await apart.recordDecisions.run();
    const ids = await readDecisionIds(world.database.read, undefined, 100);
    expect(ids.filter((id) => id === before || id === during)).toHaveLength(2);
  });

  it('that may be there already are not written twice', async () => {
    const decision = decided('stays');
    const rows = apart.memory.records.take();
    apart.memory.records.putBack(rows);
    await apart.recordDecisions.run();
    apart.memory.records.putBack(rows);
    const next = decided();
    await apart.recordDecisions.run();
    expect(await stored(decision)).toBeDefined();
    expect(await stored(next)).toBeDefined();
  });

  it('are all there when the thread has ended, and a later one begins another', async () => {
    const last = decided('stays');
    await apart.recordDecisions.close();
    expect(await stored(last)).toBeDefined();
    const later = decided();
    await apart.recordDecisions.run();
    expect(await stored(later)).toBeDefined();
  });
});
