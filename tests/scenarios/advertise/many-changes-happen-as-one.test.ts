import type { BulkItem } from '@flywheel/http/campaigns';
import { isId } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { bookDraft, Desk } from './desk.ts';

describe('many changes at once', () => {
  const at = useTestDatabase();
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk(at.url);
  });
  afterAll(() => desk.close());

  const change = (account: `acc_${string}`, items: BulkItem[]) => desk.changes.run({ account, items, now: desk.now, actor: 'system' });
  /** Everything a refused request must leave as it was. */
  const everything = async (): Promise<unknown> => {
    const tables = ['campaign', 'ad_set', 'ad', 'creative', 'campaign_version', 'budget', 'audit_event', 'books.entry', 'config_version'];
    const counts = tables.map((table) => desk.database.read.query(`SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${table} t`));
    return (await Promise.all(counts)).map((each) => each.rows[0]);
  };

  it('all happen, in the order asked', async () => {
    const account = await desk.account(100);
    const { campaign } = await desk.create(account, bookDraft());
    const { document } = await desk.show(campaign);
    const outcome = await change(account, [
      { do: 'create', document: bookDraft((draft) => (draft.name = 'Second')) },
      { do: 'update', campaign, document: { ...document, name: 'First' } },
      { do: 'status', campaign, status: 'active' },
      { do: 'status', campaign, adSet: document.adSets[0]?.id, status: 'paused' },
    ]);
    expect(outcome).toMatchObject({
      outcome: 'changed',
      items: [{ do: 'create', version: 1 }, { do: 'update', campaign, version: 2 }, { version: 3 }, { version: 4 }],
    });
    expect(await desk.show(campaign)).toMatchObject({ name: 'First', version: 4, effective: { status: 'paused' } });
    expect(await desk.money(account)).toEqual(['50000000', '50000000']);
  });

  it('happen not at all when one is refused, which is named with its field', async () => {
    const account = await desk.account(100);
    const { campaign } = await desk.create(account, bookDraft());
    const foreign = (await desk.create(await desk.account(0), bookDraft())).campaign;
    const good: BulkItem[] = [
      { do: 'create', document: bookDraft() },
      { do: 'status', campaign, status: 'active' },
    ];
    const before = await everything();
    const refusals: [BulkItem, object][] = [
      [
        { do: 'create', document: bookDraft((draft) => (draft.adSets[0].goal = 'click')) },
        { reason: 'invalid', field: 'adSets.0.goal' },
      ],
      [
        { do: 'create', document: 'nothing' },
        { reason: 'invalid', field: '' },
      ],
      [{ do: 'update', campaign: foreign, document: bookDraft() }, { reason: 'unknown-campaign' }],
      [{ do: 'status', campaign: foreign, status: 'active' }, { reason: 'unknown-campaign' }],
      [{ do: 'status', campaign, ad: `ad_${'0'.repeat(32)}`, status: 'paused' }, { reason: 'unknown-part' }],
    ];
    for (const [bad, refused] of refusals) {
      expect(await change(account, [...good, bad, ...good])).toMatchObject({ outcome: 'refused', item: 2, refused });
      expect(await everything()).toEqual(before);
    }
  });

  it('may be a hundred', async () => {
    const account = await desk.account(0);
    const items = Array.from({ length: 100 }, (_, n): BulkItem => ({
      do: 'create',
      document: bookDraft((draft) => (draft.name = `No ${n}`)),
    }));
    const outcome = await change(account, items);
    expect(outcome.outcome === 'changed' && outcome.items.every((each) => isId('cmp', each.campaign))).toBe(true);
    const { rows } = await desk.database.read.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM campaign WHERE account_id = row_id($1)',
      [account],
    );
    expect(rows[0]?.n).toBe(100);
  });
});
