import { noFillReasons, type NoFillReason } from '@flywheel/auction';
import { diagnose, furtherReasons, isPriceLoss, type Diagnosis } from '@flywheel/campaigns';
import type { Database } from '@flywheel/database';
import { readBudgetStandings, readCampaign, type StoredCampaign } from '@flywheel/database/campaigns';
import { readCampaignOutcomes, readMarket, type CampaignOutcome } from '@flywheel/database/outcomes';
import { readDocument } from '@flywheel/http/campaigns';
import type { CampaignDiagnosis } from '@flywheel/http/diagnosis';
import { isPerThousand } from '@flywheel/http/objectives';
import type { Id, Instant } from '@flywheel/primitives';
import { standingOf, treeOf } from './campaign-standing.ts';
import { detailCampaign } from './summarise-campaign.ts';

const hourMs = 3_600_000;

/** Answers “why is my campaign not serving?”; undefined when there is no such campaign. */
export class DiagnoseCampaign {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ campaign, now }: { campaign: Id<'cmp'>; now: Instant }): Promise<CampaignDiagnosis | undefined> {
    const { read } = this.database;
    const stored = await readCampaign(read, campaign);
    if (!stored) return undefined;
    const budgets = await readBudgetStandings(read, [campaign], now);
    const tree = treeOf(stored, budgets, now);
    const { effective, adSets } = detailCampaign(stored, tree);
    const [hour, day] = [await this.window(campaign, now - hourMs), await this.window(campaign, now - 24 * hourMs)];
    const [shorter, longer] = [diagnose(tree.campaign, hour), diagnose(tree.campaign, day)];
    const telling = shorter.looked > 0 ? { found: shorter, outcomes: hour.outcomes } : { found: longer, outcomes: day.outcomes };
    const { barMicros } = hour.barMicros === undefined ? day : hour;
    return {
      campaign,
      asOf: new Date(now).toISOString(),
      currency: stored.currency,
      verdict: telling.found.verdict,
      headline: telling.found.headline,
      further: [...furtherReasons(standingOf(stored, budgets), now)],
      effective,
      adSets,
      hour: { ...hour.stated, looked: shorter.looked, won: shorter.won },
      day: { ...day.stated, looked: longer.looked, won: longer.won },
      findings: telling.found.findings.map((each) => ({
        ...each,
        reason: noFillReasons[each.code as NoFillReason] ?? 'a reason that is not listed',
        toWin: isPriceLoss(each.code) ? toWin(each, telling.outcomes, stored) : null,
      })),
      marketMicros: barMicros === undefined ? null : String(barMicros),
    };
  }

  private async window(campaign: Id<'cmp'>, since: Instant) {
    const [outcomes, market] = await Promise.all([
      readCampaignOutcomes(this.database.read, campaign, since),
      readMarket(this.database.read, since),
    ]);
    const from = new Date(Math.floor(since / hourMs) * hourMs).toISOString();
    return { outcomes, decisions: market.decisions, barMicros: market.barMicros, stated: { from, decisions: market.decisions } };
  }
}

/** Of the ad set that lost most often by it: bids of different units do not mix. */
function toWin(
  { code }: Diagnosis['findings'][number],
  outcomes: readonly CampaignOutcome[],
  stored: StoredCampaign,
): CampaignDiagnosis['findings'][number]['toWin'] {
  const most = outcomes.find((each) => each.code === code && each.toWin !== undefined);
  if (most?.toWin === undefined) return null;
  const set = readDocument(stored.document).adSets.find((each) => each.id === most.adSet);
  return {
    leastMicros: String(most.toWin.leastMicros),
    meanMicros: String(most.toWin.meanMicros),
    perThousand: set === undefined || isPerThousand(set.billingEvent),
  };
}
