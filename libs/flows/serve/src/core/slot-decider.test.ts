import type { NoFillReason } from '@flywheel/auction';
import type { ServingAdRow } from '@flywheel/database/serving';
import { micros, newId, seededRandom, type Random } from '@flywheel/primitives';
import { mostSigmas, untoldModel, type Model } from '@flywheel/ranking';
import type { Facts } from '@flywheel/targeting';
import { BlockIndex } from '@flywheel/targeting/blocks';
import { describe, expect, it } from 'vitest';
import type { AdCard } from '../ads/ad-card.ts';
import { AdTable } from '../ads/ad-table.ts';
import { indexedLogits, putAd } from '../ads/put-ad.ts';
import { madeAd } from '../ads/made-ad.fixture.ts';
import { evaluatedCandidates, type CandidateEntry, type Candidates } from './candidates.ts';
import { drawsOf } from './explore.ts';
import type { Quality } from './quality.ts';
import { requestShift } from './request-shift.ts';
import { SlotDecider } from './slot-decider.ts';
import type { SlotOutcome, SlotTask } from './slot-task.ts';
import type { StateReads } from './state-reads.ts';
import { VisitedList } from './visited-list.ts';

const now = Date.UTC(2026, 4, 4);
const cases = 20_000;
const worlds = 100;

type World = { table: AdTable; index: BlockIndex; entries: CandidateEntry[]; indexed: ReturnType<typeof indexedLogits>; model: Model };

const pick = <T>(random: Random, values: readonly T[]): T => values[Math.floor(random.next() * values.length)] as T;
const some = (random: Random, values: readonly string[]): string[] => values.filter(() => random.next() < 0.4);

function row(adNo: number, accounts: Array<ServingAdRow['account']>, random: Random): ServingAdRow {
  const countries = some(random, ['DE', 'FR', 'NL']);
  const asked = countries.length === 0 ? [] : [{ attr: 'country', op: 'in', values: countries }];
  const not = random.next() < 0.2 ? [{ not: { attr: 'device', op: 'in', values: ['phone'] }, mode: pick(random, ['weak', 'strong']) }] : [];
  const plain = madeAd(adNo, random);
  return {
    ...plain,
    billingEvent: pick(random, ['impression', 'viewable', 'click', 'engagement'] as const),
    // Few distinct bids: ties and near ties are the rule.
    bidMicros: micros(pick(random, [100, 900, 1000, 1001, 2000, 400_000, 1_000_000, 1_001_000, 2_000_000])),
    targeting: JSON.stringify({ all: [...asked, ...not] }),
    placements: random.next() < 0.2 ? ['feed'] : [],
    configuredStatus: random.next() < 0.05 ? 'paused' : 'active',
    startsAt: random.next() < 0.05 ? now + 1 : 0,
    fundedMicros: micros(random.next() < 0.05 ? 0 : 1000),
    account: pick(random, accounts),
    creative: { ...plain.creative, format: random.next() < 0.05 ? 'image' : 'native_post' },
  };
}

/** Residuals, and for two of three ads how unsure they are; for half of these how much more often they are hidden. */
function learntEntry(random: Random): number[] {
  const residuals = mostSigmas.map(() => Math.round((random.next() - 0.5) * 20) * 100_000);
  return random.next() < 0.3
    ? residuals
    : [
        ...residuals,
        ...mostSigmas.map((most) => Math.round((random.next() * most) / 20_000) * 20_000),
        ...(random.next() < 0.5 ? [Math.round((random.next() - 0.5) * 40) * 100_000] : []),
      ];
}

/** A click worth up to ten cents, a hide costing up to a dollar; either may be nothing. */
function madeTerms(random: Random): Quality {
  return { clickWorth: pick(random, [0, 500, 20_000, 100_000]), hideCost: pick(random, [0, 30_000, 1_000_000]), hideLogit: -7_600_000 };
}

function makeWorld(random: Random): World {
  const model = untoldModel();
  const accounts = Array.from({ length: 20 }, () => newId('acc', now, random));
  const table = new AdTable();
  const indexed = indexedLogits(model);
  const ads = new Map(Array.from({ length: 120 }, (_, at) => [at + 1, learntEntry(random)]));
  const learnt = { ...model, ads };
  const surroundings = { table, indexed, segments: new Map(), model: learnt };
  const entries = Array.from({ length: 120 }, (_, at) => putAd(row(at + 1, accounts, random), surroundings));
  for (const { entry } of entries) if (random.next() < 0.3) table.setShare(entry, Math.floor(random.next() * 1_000_001));
  const moved = { intercepts: learnt.intercepts.map((each) => each + Math.round((random.next() - 0.5) * 400_000)) };
  const placements = new Map([['feed', [100_000, -300_000, 0, 250_000, 0]]]);
  return { table, index: BlockIndex.build(entries, 1), entries, indexed, model: { ...learnt, ...moved, placements } };
}

/** State that is a function of the ad alone: who is capped, who has no lease, whose reservation fails in which round. */
class MadeState implements StateReads {
  readonly asked: number[] = [];
  private readonly salt: number;

  constructor(salt: number) {
    this.salt = salt;
  }

  ask({ adNo }: AdCard): NoFillReason {
    this.asked.push(adNo);
    const draw = (adNo * 7919 + this.salt) % 10;
    return draw === 0 ? 560 : draw === 1 ? 584 : 0;
  }

  reserve({ card }: { card: AdCard }, round: number): NoFillReason {
    return (card.adNo * 104_729 + this.salt) % 11 === 0 && round < 4 ? 580 : 0;
  }

  cancel(): void {}
}

const textOf = (value: unknown): string => JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

const decider = new SlotDecider();

type Asked = { outcome: SlotOutcome; codes: Map<number, number>; asked: number[] };

function decide(
  world: World,
  candidates: Candidates,
  wish: Omit<SlotTask, 'candidates' | 'table' | 'state' | 'shift'>,
  salt: number,
): Asked {
  const state = new MadeState(salt);
  const visited = new VisitedList(120);
  const shift = requestShift(world.model, { placement: 'feed', device: 'phone', hour: 9 }, world.indexed);
  const outcome = decider.run({ ...wish, table: world.table, candidates, shift, state }, visited);
  const codes = new Map(Array.from({ length: visited.count }, (_, at) => [visited.ad[at] as number, visited.code[at] as number]));
  return { outcome, codes, asked: state.asked };
}

describe('a slot decided on the index', () => {
  it(`is the slot decided by looking at every ad (${cases} cases)`, () => {
    let [filled, dropped, stopped, stoppedDrawn, stoppedWorth, lifted, pressed] = [0, 0, 0, 0, 0, 0, 0];
    for (let at = 0; at < worlds; at += 1) {
      const seed = `slots ${at}`;
      const random = seededRandom(seed);
      const world = makeWorld(random);
      const byKey = [...world.entries].sort((a, b) => b.key - a.key);
      const everyone = [...world.entries].sort((a, b) => a.entry - b.entry).map((each) => ({ ...each, key: 1e30 }));
      for (let n = 0; n < cases / worlds; n += 1) {
        const facts: Facts = { country: [pick(random, ['DE', 'FR', 'NL', 'US'])], device: some(random, ['phone']), placement: ['feed'] };
        const rules = {
          rule: pick(random, ['first', 'second', 'gsp', 'vcg'] as const),
          slots: 1 + Math.floor(random.next() * 4),
          positionPpm: [1_000_000, 800_000, 600_000],
          floorMicros: micros(pick(random, [0, 100_000, 950_000])),
          incrementMicros: micros(10_000),
          seed: `${seed}/${n}`,
        };
        const wish = {
          rules,
          format: 0,
          now,
          viewerZone: undefined,
          safety: undefined,
          seated: new Set([3]),
          taken: 0,
          draws: n % 4 < 2 ? undefined : drawsOf(rules.seed),
          quality: n % 3 === 0 ? undefined : { terms: madeTerms(random), mostClick: world.indexed.ranges.mostClick[0] as number },
        };
        const salt = Math.floor(random.next() * 1000);
        // Every other case in steps of three, so that there is something to stop before.
        const candidates = n % 2 === 0 ? world.index.scan(world.index.facts(facts)) : evaluatedCandidates(byKey, facts, 3);
        const live = decide(world, candidates, wish, salt);
        const whole = decide(world, evaluatedCandidates(everyone, facts), wish, salt);
        const told = `seed ${seed}, case ${n}`;
        const of = ({ outcome: { winners, drops, bar, finalists, code } }: Asked) => ({
          winners: winners.map(({ card, ...rest }) => ({ ...rest, ad: card.adNo })),
          drops,
          bar,
          finalists,
          code: winners.length === rules.slots ? 0 : code,
        });
        // Comparing texts is what makes 20,000 cases quick.
        if (textOf(of(live)) !== textOf(of(whole))) expect(of(live), told).toEqual(of(whole));
        if (live.asked.join() !== whole.asked.join()) expect(live.asked, told).toEqual(whole.asked);
        for (const [ad, code] of live.codes) if (whole.codes.get(ad) !== code) expect([ad, code], told).toEqual([ad, whole.codes.get(ad)]);
        filled += live.outcome.winners.length;
        dropped += live.outcome.drops.length;
        if (!live.outcome.exhausted) stopped += 1;
        if (!live.outcome.exhausted && wish.quality?.terms.clickWorth) stoppedWorth += 1;
        if (live.outcome.finalists.some(({ qualityMicros }) => qualityMicros > 0n)) lifted += 1;
        if (live.outcome.finalists.some(({ qualityMicros }) => qualityMicros < 0n)) pressed += 1;
        if (!live.outcome.exhausted && wish.draws !== undefined) stoppedDrawn += 1;
      }
    }
    expect(filled).toBeGreaterThan(cases);
    expect(dropped).toBeGreaterThan(300);
    expect(stopped).toBeGreaterThan(1000);
    expect(stoppedDrawn).toBeGreaterThan(200);
    expect(Math.min(stoppedWorth, lifted, pressed)).toBeGreaterThan(200);
  }, 120_000);
});
