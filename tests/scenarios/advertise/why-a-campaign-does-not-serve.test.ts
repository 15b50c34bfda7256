import { CountOutcomes, DiagnoseCampaign } from '@flywheel/advertise';
import { packReason, packRecord, type Finalist, type RecordedPlacement } from '@flywheel/auction/record';
import { insertDecisions, packSlots } from '@flywheel/database/decisions';
import { micros, type Id, type Micros } from '@flywheel/primitives';
import { newDecisionId } from '@flywheel/primitives/impressions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { bookDraft, Desk } from './desk.ts';

type Met = { ad: number; code: number; toWin?: number };

describe('why is my campaign not serving?', () => {
  const at = useTestDatabase();
  let desk: Desk;
  beforeAll(() => {
    desk = new Desk(at.url);
  });
  afterAll(() => desk.close());

  const ask = async (campaign: Id<'cmp'>) => {
    const found = await new DiagnoseCampaign(desk.database).run({ campaign, now: desk.now });
    return found ?? expect.fail('no diagnosis');
  };
  const count = () => new CountOutcomes(desk.database).run({ now: desk.now });
  const numberOf = async (campaign: Id<'cmp'>): Promise<number> => {
    const { rows } = await desk.database.read.query<{ n: number }>(
      'SELECT min(ad_no)::int AS n FROM ad JOIN ad_set USING (ad_set_id) WHERE campaign_id = row_id($1)',
      [campaign],
    );
    return rows[0]?.n ?? 0;
  };
  /** Decisions of one slot each, recorded as a decider records them. */
  const decide = async (times: number, met: Met[], bar = 3_000_000_000_000n): Promise<void> => {
    const rows = Array.from({ length: times }, () => {
      const decision = newDecisionId(desk.now, desk.random);
      return { decision, ...stated(desk.now), record: packRecord({ ...record(met, bar), decision, decidedAt: desk.now }) };
    });
    await desk.database.inTransaction((tx) => insertDecisions(tx, rows, desk.now));
    desk.clock.advance(6_000);
  };

  it('because of its status, before anything else, with what would change it', async () => {
    const poor = await desk.launch(await desk.account(0), bookDraft());
    expect(await ask(poor)).toMatchObject({
      verdict: 'stopped',
      headline: 'No money is set aside: top up the account.',
      effective: { code: 582 },
    });
    const { campaign: waiting } = await desk.create(await desk.account(60), bookDraft());
    await desk.set(waiting, 'active');
    expect(await ask(waiting)).toMatchObject({ verdict: 'stopped', effective: { status: 'in_review', code: 201 } });
    const idle = await desk.launch(await desk.account(60), bookDraft());
    expect(await ask(idle)).toMatchObject({ verdict: 'idle', day: { decisions: 0 }, findings: [] });
  });

  it('because others bid more, with the bid that would have won', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const ad = await numberOf(campaign);
    await decide(30, [{ ad, code: 102, toWin: 4_000_000 }]);
    await decide(10, [{ ad, code: 102, toWin: 8_000_000 }]);
    await decide(20, [{ ad, code: 562 }]);
    expect(await count()).toEqual({ outcome: 'counted', decisions: 60 });
    expect(await count()).toEqual({ outcome: 'counted', decisions: 0 });
    expect(await ask(campaign)).toMatchObject({
      verdict: 'held-back',
      headline: 'It may serve, but won none of the 60 slots it was looked at for.',
      hour: { decisions: 60, looked: 60, won: 0 },
      findings: [
        {
          code: 102,
          reason: 'a higher bid won',
          times: 40,
          shareBps: 6667,
          toWin: { leastMicros: '4000000', meanMicros: '5000000', perThousand: true },
        },
        { code: 562, times: 20, toWin: null, advice: 'Loosen the cap of the campaign, or widen the audience.' },
      ],
      marketMicros: '3000000',
    });
  });

  it('and says when it does, or that no decision came as far as it', async () => {
    const campaign = await desk.launch(await desk.account(60), bookDraft());
    const unseen = await desk.launch(await desk.account(60), bookDraft());
    desk.clock.advance(26 * 3_600_000);
    await decide(3, [{ ad: await numberOf(campaign), code: 0 }]);
    await count();
    expect(await ask(campaign)).toMatchObject({ verdict: 'serving', hour: { looked: 3, won: 3 } });
    expect(await ask(unseen)).toMatchObject({ verdict: 'held-back', day: { decisions: 3, looked: 0 } });
    desk.clock.advance(9 * 24 * 3_600_000);
    await decide(1, []);
    await count();
    const { rows } = await desk.database.read.query<{ n: number }>('SELECT count(*)::int AS n FROM ad_outcome_hour');
    expect(rows[0]?.n).toBe(0);
  });
});

function stated(now: number) {
  const version = { configVersion: 1n, modelVersion: 1n, pacingVersion: 1n, indexBuild: 1 };
  return { ...version, decidedAt: now, slots: packSlots([]), viewer: undefined };
}

function record(met: Met[], bar: bigint) {
  const finalists = met.flatMap(({ ad, code, toWin }): Finalist[] => (toWin === undefined ? [] : [finalist(ad, code, micros(toWin))]));
  const placement: RecordedPlacement = {
    placement: 'feed',
    format: 'native_post',
    code: 102,
    rules: {
      rule: 'second',
      slots: 1,
      positionPpm: [1_000_000],
      floorMicros: micros(0),
      incrementMicros: micros(0),
      displacedMicros: micros(0),
    },
    facts: '{}',
    place: '',
    visited: {
      count: met.length,
      ad: Uint32Array.from(met, (each) => each.ad),
      code: Uint16Array.from(met, (each) => reasonOf(each.code)),
      ppb: new Uint32Array(met.length),
    },
    finalists,
    drops: [],
    reads: [],
    proof: { indexBuild: 1, block: 0, bound: 0, bar, exhausted: true },
  };
  return {
    tookUs: 100,
    explored: false,
    mode: 'contextual' as const,
    seed: '0'.repeat(16),
    versions: { engine: 1, config: 1n, model: 1n, pacing: 1n },
    context: '{}',
    caps: [],
    placements: [placement],
  };
}

function finalist(ad: number, code: number, minToWinMicros: Micros): Finalist {
  return {
    ...{ ad, code: reasonOf(code), slot: 0, impression: 0, perThousand: true, sharePpm: 1_000_000, ppb: 1_000_000 },
    ...{ offeredMicros: micros(2_000_000), bidMicros: micros(2_000_000), qualityMicros: micros(0), priceMicros: micros(0) },
    minToWinMicros,
  };
}

function reasonOf(code: number): number {
  return packReason(code < 500 ? 'loss' : 'own', code);
}
