import { Database } from '@flywheel/database';
import { readSlots, uuidText } from '@flywheel/database/charges';
import { insertDecisions, packSlots, type DecisionRow, type DecisionSlot } from '@flywheel/database/decisions';
import { UpsertContents, UpsertCreators } from '@flywheel/ingest';
import { micros, newId, seededRandom, type Id } from '@flywheel/primitives';
import { impressionOf, newDecisionId } from '@flywheel/primitives/impressions';
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
  const record = (newContent: string): { imp: Id<'imp'>; row: DecisionRow } => {
    const decision = newDecisionId(now, random);
    const slot: DecisionSlot = {
      n: 1,
      imp: impressionOf(decision, 1),
      placement: 'feed',
      account: newId('acc', now, random),
      campaign: newId('cmp', now, random),
      campaignVersion: 1,
      adSet: newId('set', now, random),
      ad: newId('ad', now, random),
      adNo: 1,
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
      ppb: 1,
      lease: newId('lse', now, random),
      expiresAt: now + 1000,
    };
    const versions = { configVersion: 1n, modelVersion: 0n, pacingVersion: 0n, indexBuild: 1 };
    const row = { decision, decidedAt: now, ...versions, record: new Uint8Array(), slots: packSlots([slot]), viewer: undefined };
    return { imp: slot.imp, row };
  };

  it('is charged to the post and its creator, who is paid from it', async () => {
    const [known, unknown] = [record('fresh'), record('never published')];
    await database.inTransaction((tx) => insertDecisions(tx, [known.row, unknown.row], now));
    const imps = [known.imp, unknown.imp].map(uuidText);
    const slots = await readSlots(database.read, imps);
    const { rows } = await database.read.query<{ content_id: string; creator_id: string }>('SELECT content_id, creator_id FROM content');
    expect(imps.map((imp) => slots.get(imp))).toMatchObject([
      { content: rows[0]?.content_id, creator: rows[0]?.creator_id },
      { content: null, creator: null },
    ]);
  });
});
