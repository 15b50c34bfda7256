import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CreatorStatement } from '@flywheel/settle';
import { fieldsIn, Follower, openMorning, person, seen, type Morning } from '../../fixtures/cents-to-follow.ts';
import { useTestDatabase } from '../../stack/database.ts';

const server = useTestDatabase();
let morning: Morning;
let maker: Follower;
beforeAll(async () => {
  morning = await openMorning(server.url);
  const [creator] = morning.creators;
  maker = new Follower(morning, person({ role: 'creator.owner', creator }), { creator });
});
afterAll(() => morning.database.close());

const mine = [1_001n, 777n, 5_555n, 1n];
const content = () => ({ report: 'creator-earnings' as const, by: 'content' as const, key: morning.contents[0] });

describe('a creator follows his share', () => {
  it('from the statement’s line to the batches and impressions behind it, to the micro', async () => {
    const statement = await new CreatorStatement(morning.database).run({ creator: morning.creators[0], period: '2026-05' });
    const [line] = statement?.byContent ?? [];
    const cell = seen(await maker.cell(content()));
    expect(cell.figures.map((figure) => [figure.metric, figure.reportMicros, figure.differenceMicros])).toEqual([
      ['earnings', line?.finalMicros, '0'],
      ['earnings_estimated', line?.estimatedMicros, '0'],
    ]);
    const shares: bigint[] = [];
    for (const { batch, state } of cell.batches) {
      const list = seen(await maker.charges(batch, { by: 'content', key: morning.contents[0] }));
      if (state === 'unsealed') expect(list.charges.map((charge) => charge.shareMicros)).toEqual([null]);
      else shares.push(...list.charges.map((charge) => BigInt(charge.shareMicros ?? 0)));
    }
    expect(shares).toHaveLength(mine.length + 1);
    expect(shares.reduce((sum, each) => sum + each, 0n)).toBe(BigInt(line?.finalMicros ?? 0));
    const day = seen(await maker.cell({ report: 'creator-earnings', by: 'day', key: '2026-05-10' }));
    expect(day.figures[0]?.reportMicros).toBe(statement?.byDay[0]?.finalMicros);
  });

  it('reads how his micros came about: the rule, his exact part, and the micro its remainder won or not', async () => {
    const [first] = seen(await maker.cell(content())).batches;
    const batch = seen(await maker.batch(first?.batch ?? ''));
    expect(batch.rule?.formula).toContain('55 %');
    expect(batch.steps).toHaveLength(1);
    const [step] = batch.steps;
    const [floor, extra] = [BigInt(step?.explained?.floorMicros ?? -9), BigInt(step?.explained?.extraMicros ?? -9)];
    expect(floor + extra).toBe(BigInt(step?.micros ?? 0));
    expect(step?.micros).toBe(batch.values['earnings']);
    expect(step?.words).toMatch(/^You: exactly \d+\.\d{6} micros; rounded down/);
    expect(batch.slices.map((slice) => slice.contentTitle)).toEqual(['post-0']);
    expect(seen(await maker.batch(seen(await maker.cell(content())).batches.at(-1)?.batch ?? ''))).toMatchObject({
      state: 'unsealed',
      values: { earnings_estimated: String((611n * 55n) / 100n) },
      proof: null,
    });
  });

  it('and back: from an impression on his content to its batch, its entry and the lines that count it', async () => {
    const back = seen(await maker.impression(morning.imps[0] ?? ''));
    const [charge] = back.charges;
    expect(charge).toMatchObject({ hash: 'holds', state: 'sealed', content: 'post-0' });
    for (const home of charge?.cells ?? []) {
      const cell = seen(await maker.cell({ report: home.report, by: home.by, key: home.key }));
      expect(cell.batches.map((batch) => batch.batch)).toContain(charge?.batch);
    }
    expect(seen(await maker.impression(morning.late)).charges[0]).toMatchObject({
      billed: false,
      reasonWords: 'it came after the token had expired',
      shareMicros: '0',
    });
  });

  it('meets no price, no advertiser, nobody else’s share, no country and no viewer', async () => {
    const [first] = seen(await maker.cell(content())).batches;
    const all = [
      await maker.cell(content()),
      await maker.batch(first?.batch ?? ''),
      await maker.charges(first?.batch ?? ''),
      await maker.impression(morning.imps[0] ?? ''),
    ];
    const forbidden =
      /price|quoted|billings|spend|net_revenue|creator_share|campaignName|advertiser|creative|^ad$|country|viewer|device|decision/;
    expect([...fieldsIn(all)].filter((field) => forbidden.test(field))).toEqual([]);
    const charges = seen(await maker.charges(first?.batch ?? ''));
    expect(charges.charges).toHaveLength(mine.length);
    expect(JSON.stringify(all)).not.toContain('creator-1');
    expect(JSON.stringify(all)).not.toContain('Spring');
  });

  it('what is another’s is not there', async () => {
    const [, other] = morning.creators;
    const [first] = seen(await maker.cell(content())).batches;
    expect(await maker.cell({ ...content(), creator: other })).toBe('hidden');
    expect(await maker.batch(first?.batch ?? '', { creator: other })).toBe('hidden');
    expect(await maker.batch(first?.batch ?? '', { account: morning.account })).toBe('hidden');
    expect(await maker.batch(first?.batch ?? '', {})).toBe('refused');
    expect(await maker.impression(morning.imps[1] ?? '')).toBe('hidden');
    expect(await maker.impression(morning.imps[1] ?? '', {})).toBe('refused');
    expect(await maker.cell({ report: 'revenue-by-day', by: 'day', key: '2026-05-10' })).toBe('refused');
    expect(await maker.charges(first?.batch ?? '', { by: 'country', key: 'SE' })).toBe('refused');
    // Content of another creator in the same batch: nothing of his.
    expect(await maker.charges(first?.batch ?? '', { by: 'content', key: morning.contents[1] })).toBe('hidden');
  });
});
