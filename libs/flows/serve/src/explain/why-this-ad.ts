import type { Database } from '@flywheel/database';
import { readStoredDecision } from '@flywheel/database/decisions';
import { readNamedAds, readSegmentNames, type NamedAd } from '@flywheel/database/history';
import type { WhyThisAd as WhyThisAdAnswer } from '@flywheel/http/explanations';
import type { Id } from '@flywheel/primitives';
import { parseTargeting, whyMatched, type MatchedParameter } from '@flywheel/targeting';
import { decidedFacts } from './decided-facts.ts';
import { openDecision, type OpenedDecision } from './open-decision.ts';
import { parameterWords } from './parameter-words.ts';

/** Why this ad, for the person who saw it (DSA art. 26): on whose behalf, who paid, and the main parameters. No rivals, no prices. */
export class WhyThisAd {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** From the record alone, with the targeting as it was in force. Undefined when the decision was never recorded or is gone. */
  async run({ decision }: { decision: Id<'dec'> }): Promise<WhyThisAdAnswer | undefined> {
    const stored = await readStoredDecision(this.database.read, decision);
    if (!stored) return undefined;
    const opened = openDecision(stored);
    const won = opened.record.placements.flatMap(({ placement, finalists }, ordinal) =>
      finalists.filter((each) => each.slot > 0).map((each) => ({ placement, ordinal, number: each.ad })),
    );
    const numbers = won.map((each) => each.number);
    const named = await readNamedAds(this.database.read, opened.record.versions.config, numbers);
    const ads: WhyThisAdAnswer['ads'] = [];
    for (const { placement, ordinal, number } of won) {
      const ad = named.find((each) => each.number === number);
      if (!ad) continue;
      const because = await this.because(opened, ordinal, ad);
      ads.push({ placement, advertiser: ad.advertiser, paidBy: ad.advertiser, headline: ad.headline, because });
    }
    return { decision, ads };
  }

  private async because(opened: OpenedDecision, ordinal: number, ad: NamedAd): Promise<string[]> {
    const parsed = parseTargeting(ad.targeting);
    if (parsed.outcome === 'refused') return [];
    if (opened.viewer === 'erased') return ['What was known of you then is erased, and with it why you saw this ad.'];
    const parameters = whyMatched(parsed.targeting, decidedFacts(opened, ordinal));
    const names = await this.namesOf(parameters);
    const sentences = parameters.map((each) => parameterWords(each, names));
    return sentences.length > 0 ? [...new Set(sentences)] : ['The advertiser shows this ad to everyone.'];
  }

  private async namesOf(parameters: readonly MatchedParameter[]): Promise<Map<string, string>> {
    const asked = parameters.filter((each) => each.attr === 'segment').flatMap((each) => each.values);
    if (asked.length === 0) return new Map();
    const rows = await readSegmentNames(this.database.read, asked);
    return new Map(rows.flatMap(({ segment, node, name }) => [[segment, name] as const, [node, name] as const]));
  }
}
