import type { Database } from '@flywheel/database';
import { readStoredDecision, type StoredDecision } from '@flywheel/database/decisions';
import { readNamedAds } from '@flywheel/database/history';
import type { Counterfactual, ReplayAnswer, ReplayOverrides } from '@flywheel/http/explanations';
import type { Id } from '@flywheel/primitives';
import { openDecision } from '../explain/open-decision.ts';
import { changedAds, counterfactualOf } from './counterfactual.ts';
import { decideAgain } from './decide-again.ts';
import { outcomesOfAd, type OutcomeOfAd } from './outcomes-of-ad.ts';
import { replayOpened, seedOf, type ReplayMeans, type ReplayResult } from './replay-opened.ts';
import type { ReplayWorld } from './replay-world.ts';
import { seedKeys } from './seed-keys.ts';
import { whatIf } from './what-if.ts';
import { WorldReader } from './world-reader.ts';

/** Makes a stored decision once more, from the versions it names and with the state it recorded; nothing is stored, nobody is charged. */
export class ReplayDecision {
  private readonly database: Database;
  private readonly auctionKey: string;
  private readonly worlds: WorldReader;
  private turn: Promise<unknown> = Promise.resolve();

  /** `auctionKey`: the deployment's secret from which draws are seeded. */
  constructor(database: Database, auctionKey: string) {
    this.database = database;
    this.auctionKey = auctionKey;
    this.worlds = new WorldReader(database);
  }

  async run(asked: { decision: Id<'dec'>; overrides?: ReplayOverrides | undefined }): Promise<ReplayAnswer> {
    return this.inTurn(() => this.replay(asked));
  }

  /** How an ad fares, placement by placement, when every matching ad is looked at; empty where there is no record. */
  async ofAd(decision: Id<'dec'>, ad: number): Promise<Array<OutcomeOfAd | undefined>> {
    return this.inTurn(async () => {
      const stored = await readStoredDecision(this.database.read, decision);
      if (!stored) return [];
      const opened = openDecision(stored);
      const seed = seedOf(opened.record, await seedKeys(this.database, this.auctionKey));
      return outcomesOfAd(decideAgain(opened, await this.worldOf(stored), { seed }), ad);
    });
  }

  /** One after the other: they share one world, which moves from version to version. */
  private async inTurn<T>(run: () => Promise<T>): Promise<T> {
    const answer = this.turn.then(run);
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private worldOf({ configVersion, modelVersion, pacingVersion }: StoredDecision): Promise<ReplayWorld> {
    return this.worlds.at({ config: configVersion, model: modelVersion, pacing: pacingVersion });
  }

  private async replay({ decision, overrides }: { decision: Id<'dec'>; overrides?: ReplayOverrides | undefined }): Promise<ReplayAnswer> {
    const stored = await readStoredDecision(this.database.read, decision);
    if (!stored) return { decision, outcome: 'unknown', words: 'There is no record of this decision.', hash: null, differences: [] };
    const means = { world: await this.worldOf(stored), auctionKeys: await seedKeys(this.database, this.auctionKey) };
    const answer = answerOf(decision, replayOpened(openDecision(stored), means));
    if (!overrides || answer.outcome === 'erased') return answer;
    return { ...answer, counterfactual: await this.counterfactual(stored, means, overrides) };
  }

  private async counterfactual(stored: StoredDecision, means: ReplayMeans, overrides: ReplayOverrides): Promise<Counterfactual[]> {
    const opened = openDecision(stored);
    const { before, after } = whatIf(opened, means.world, seedOf(opened.record, means.auctionKeys), overrides);
    const pairs = before.flatMap((each, at) => (after[at] ? [{ before: each, after: after[at] }] : []));
    const numbers = [...new Set(pairs.flatMap((pair) => changedAds(pair.before, pair.after)))];
    const named = await readNamedAds(this.database.read, stored.configVersion, numbers);
    const names = new Map(named.map((each) => [each.number, each]));
    return pairs.map((pair) => counterfactualOf(pair.before, pair.after, names));
  }
}

/** A result with what it means. */
export function answerOf(decision: Id<'dec'>, result: ReplayResult): ReplayAnswer {
  switch (result.outcome) {
    case 'same':
      return {
        decision,
        outcome: 'same',
        words: 'Every recorded outcome, price and reason was found again.',
        hash: result.hash,
        differences: [],
      };
    case 'erased':
      return {
        decision,
        outcome: 'erased',
        words: 'The viewer was erased, so who took part can not be found again. Record and charges are what was written.',
        hash: null,
        differences: [],
      };
    case 'different': {
      const { differences } = result;
      const [first] = differences;
      const words = `${differences.length === 1 ? 'One difference' : `${differences.length} differences`}: ${first?.sentence ?? ''}`;
      return { decision, outcome: 'different', words, hash: null, differences };
    }
  }
}
