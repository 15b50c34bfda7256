import { Database } from '@flywheel/database';
import { insertDecisions, type DecisionRecord } from '@flywheel/database/decisions';
import { UpsertContents, UpsertCreators } from '@flywheel/ingest';
import { micros, newId, seededRandom, toRowId } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

const now = Date.UTC(2026, 0, 5);
const random = seededRandom('new post');

describe('an ad beside a post that was published a moment ago', () => {
  const at = useTestDatabase();
  let database: Database;
  beforeAll(async () => {
    database = new Database({ url: at.url });
    await new UpsertCreators(database, random).run({ items: [{ id: 'ida', name: 'Ida' }], acceptedAt: now });
    const post = { id: 'fresh', creator: 'ida', publishedAt: new Date(now).toISOString() };
    await new UpsertContents(database, random).run({ items: [post], acceptedAt: now });
  });
  afterAll(() => database.close());

  /** What a deciding process leaves behind that has not read the new post yet. */
  const record = (newContent: string): DecisionRecord => ({
    decision: newId('dec', now, random),
    decidedAt: now,
    configVersion: 1n,
    modelVersion: 'rates-1',
    seed: 's',
    request: {},
    results: [],
    tookUs: undefined,
    viewer: undefined,
    slots: [
      {
        imp: newId('imp', now, random),
        placement: 'feed',
        account: newId('acc', now, random),
        campaign: newId('cmp', now, random),
        campaignVersion: 1,
        adSet: newId('set', now, random),
        ad: newId('ad', now, random),
        creative: newId('crv', now, random),
        content: undefined,
        newContent,
        creator: undefined,
        country: 'DE',
        device: undefined,
        billingEvent: 'impression',
        currency: 'USD',
        bidMicros: micros(1000),
        priceMicros: micros(1),
        clickPpb: 1n,
        lease: newId('lse', now, random),
        expiresAt: now + 1000,
      },
    ],
  });

  it('is recorded with the post and its creator, who is paid from it', async () => {
    const [known, unknown] = [record('fresh'), record('never published')];
    await database.inTransaction((tx) => insertDecisions(tx, [known, unknown]));
    const { rows } = await database.read.query(
      `SELECT s.decision_id = $1 AS fresh, c.platform_id AS content, r.platform_id AS creator
       FROM decision_slot s LEFT JOIN content c USING (content_id) LEFT JOIN creator r ON r.creator_id = s.creator_id ORDER BY 1 DESC`,
      [toRowId(known.decision)],
    );
    expect(rows).toEqual([
      { fresh: true, content: 'fresh', creator: 'ida' },
      { fresh: false, content: null, creator: null },
    ]);
  });
});
