import type { Database } from '@flywheel/database';
import { readDecision, readExplainedAds, type ExplainedAdRow, type StoredDecision } from '@flywheel/database/decisions';
import type { CampaignDocument } from '@flywheel/http/campaigns';
import type { WhyThisAd as WhyThisAdAnswer } from '@flywheel/http/decisions';
import type { Id } from '@flywheel/primitives';
import { parseTargeting, whyMatched, type MatchedParameter } from '@flywheel/targeting';
import { decidedFacts } from './decided-facts.ts';
import type { ServingMemory } from './serving-memory.ts';

/** Why this ad, for the person who saw it (DSA art. 26): on whose behalf, who paid, and the main parameters. No rivals, no prices. */
export class WhyThisAd {
  private readonly database: Database;
  private readonly memory: ServingMemory;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  async run({ decision }: { decision: Id<'dec'> }): Promise<WhyThisAdAnswer | undefined> {
    const stored = await readDecision(this.database.read, decision);
    if (!stored) return undefined;
    const won = stored.results.flatMap(({ placement, winner }) => (winner ? [{ placement, winner }] : []));
    const rows = await readExplainedAds(
      this.database.read,
      won.map((each) => each.winner),
      stored.decidedAt,
    );
    const ads = won.flatMap(({ placement, winner }) => {
      const row = rows.find((each) => each.ad === winner);
      return row
        ? [
            {
              placement,
              advertiser: row.advertiser,
              paidBy: row.advertiser,
              headline: row.headline,
              because: this.because(stored, placement, row),
            },
          ]
        : [];
    });
    return { decision, ads };
  }

  private because(stored: StoredDecision, placement: string, row: ExplainedAdRow): string[] {
    const set = (row.document as CampaignDocument | null)?.adSets.find((each) => each.id === row.adSet);
    const parsed = parseTargeting(set?.targeting);
    if (parsed.outcome === 'refused') return [];
    const parameters = whyMatched(parsed.targeting, decidedFacts(stored, placement, this.memory.people));
    const names = new Map(
      (stored.viewer?.segments ?? []).flatMap(({ segment, node, name }) => [[segment, name] as const, [node, name] as const]),
    );
    const sentences = parameters.map((each) => sentenceOf(each, names));
    return sentences.length > 0 ? [...new Set(sentences)] : ['The advertiser shows this ad to everyone.'];
  }
}

function sentenceOf({ attr, values }: MatchedParameter, names: ReadonlyMap<string, string>): string {
  const list = [...new Set(values.map((value) => names.get(value) ?? value))].join(', ');
  switch (attr) {
    case 'segment':
      return `Your activity suggests an interest in ${list}.`;
    case 'audience':
      return 'You are in an audience that the advertiser chose.';
    case 'country':
    case 'geo':
      return `You are in ${list}.`;
    case 'language':
      return `Your language is ${list}.`;
    case 'device':
    case 'os':
    case 'browser':
      return `You use a ${list}.`;
    case 'tag':
    case 'node':
    case 'keyword':
      return `The post you look at is about ${list}.`;
    case 'creator':
      return 'The advertiser chose the creator of the post you look at.';
    case 'placement':
    case 'keyvalue':
      return 'The advertiser chose this place on the page.';
    case 'hour':
      return 'The advertiser chose this time of day.';
    case 'weekday':
      return 'The advertiser chose this day of the week.';
    case 'age':
      return `You said that your age is between ${list.replace('–', ' and ')}.`;
  }
}
