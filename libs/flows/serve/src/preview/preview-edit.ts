import type { Database } from '@flywheel/database';
import { readAdsOfCampaign, type AdOfCampaign } from '@flywheel/database/history';
import type { ReplayOverrides } from '@flywheel/http/explanations';
import type { CampaignPreview, PreviewRequest } from '@flywheel/http/preview';
import { seededRandom, type Id, type Instant } from '@flywheel/primitives';
import { compareSample } from './compare-sample.ts';
import { previewWords } from './preview-words.ts';
import { replaySample } from './replay-sample.ts';
import { sampleDecisions } from './sample-decisions.ts';

/** What a preview came to; `unknown-ad-set`: the place in the request of one that the campaign does not have. */
export type PreviewResult = { outcome: 'previewed'; preview: CampaignPreview } | { outcome: 'unknown-ad-set'; at: number };

type Asked = { campaign: Id<'cmp'>; edit: PreviewRequest; now: Instant };

const bounds = { newestIds: 20_000, lookedThrough: 2000, drawn: 200 };
const mostEvaluated = 4_000_000;

/**
 * What an edit of bids or budget would have done: a fair sample of last week's decisions, made again as they were and with the edit.
 * Stores and charges nothing. The same question over the same decisions has the same answer.
 */
export class PreviewEdit {
  private readonly database: Database;
  private readonly auctionKey: string;
  private turn: Promise<unknown> = Promise.resolve();

  /** `auctionKey`: the deployment's secret from which draws are seeded. */
  constructor(database: Database, auctionKey: string) {
    this.database = database;
    this.auctionKey = auctionKey;
  }

  /** One after the other: each holds a world of its own for as long as it takes. */
  async run(asked: Asked): Promise<PreviewResult> {
    const answer = this.turn.then(() => this.preview(asked));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async preview({ campaign, edit, now }: Asked): Promise<PreviewResult> {
    const own = await readAdsOfCampaign(this.database.read, campaign);
    const unknown = edit.adSets.findIndex(({ id }) => !own.some((each) => each.adSet === id));
    if (unknown >= 0) return { outcome: 'unknown-ad-set', at: unknown };
    const ads = new Set(own.map((each) => each.number));
    const seed = `preview of ${campaign}`;
    const { drawn, lookedThrough, forgotten, from } = await sampleDecisions(this.database, { ads, seed, now }, bounds);
    const overrides = overridesOf(campaign, edit, own);
    const { pairs, erased, changed } = await replaySample(this.database, drawn, {
      ads,
      overrides,
      auctionKey: this.auctionKey,
      mostEvaluated,
    });
    const counted = { lookedThrough, found: drawn.length, replayed: pairs.length, notReplayed: { erased, forgotten, changed } };
    const compared = compareSample(pairs, seededRandom(seed));
    const span = { from: new Date(from).toISOString(), to: new Date(now).toISOString() };
    const told = { campaign, ...span, ...counted, ...compared };
    return { outcome: 'previewed', preview: { ...told, words: previewWords(told) } };
  }
}

/** An ad set's bid is every of its ads'; of two budgets the smaller one is what may be spent. */
function overridesOf(campaign: Id<'cmp'>, { adSets, dailyMicros, lifetimeMicros }: PreviewRequest, own: AdOfCampaign[]): ReplayOverrides {
  const bids = new Map(adSets.flatMap(({ id, bidMicros }) => (bidMicros === undefined ? [] : [[id, bidMicros] as const])));
  const bid = own.flatMap(({ ad, adSet }) => {
    const micros = bids.get(adSet);
    return micros === undefined ? [] : [{ ad, micros }];
  });
  const budgets = [dailyMicros, lifetimeMicros].filter((each) => each !== undefined).map(BigInt);
  const [first, second] = budgets;
  const least = first !== undefined && second !== undefined && second < first ? second : first;
  return { bid, ...(least !== undefined && { budget: [{ campaign, micros: String(least) }] }) };
}
