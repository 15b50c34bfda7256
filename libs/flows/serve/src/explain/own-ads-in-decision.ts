import type { RecordedPlacement } from '@flywheel/auction/record';
import type { Database } from '@flywheel/database';
import { readStoredDecision } from '@flywheel/database/decisions';
import { readNamedAds, type NamedAd } from '@flywheel/database/history';
import type { OwnAdsInDecision } from '@flywheel/http/explanations';
import type { Id } from '@flywheel/primitives';
import { openDecision } from './open-decision.ts';
import { eventPrice } from './price-words.ts';
import { reasonInWords } from './reason-words.ts';
import { recordedAds } from './recorded-ads.ts';

type OwnAd = OwnAdsInDecision['ads'][number];

/**
 * The advertiser's form of a decision: how the ads of his accounts fared, and the bid that would have won. Names no rival and no
 * viewer, and says no price but his own.
 */
export class ExplainToAdvertiser {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined when there is no such decision, or none of these accounts' ads was looked at: an outsider learns nothing from asking. */
  async run({ decision, accounts }: { decision: Id<'dec'>; accounts: readonly string[] }): Promise<OwnAdsInDecision | undefined> {
    const stored = await readStoredDecision(this.database.read, decision);
    if (!stored) return undefined;
    const { record } = openDecision(stored);
    const numbers = record.placements.flatMap((placement) => recordedAds(placement).map((each) => each.number));
    const named = await readNamedAds(this.database.read, record.versions.config, [...new Set(numbers)]);
    const own = new Map(named.filter((each) => accounts.includes(each.account)).map((each) => [each.number, each]));
    const ads = record.placements.flatMap((placement) => ownAds(placement, own));
    return ads.length === 0 ? undefined : { decision, decidedAt: new Date(record.decidedAt).toISOString(), ads };
  }
}

function ownAds(placement: RecordedPlacement, own: ReadonlyMap<number, NamedAd>): OwnAd[] {
  return recordedAds(placement).flatMap(({ number, code, finalist }) => {
    const name = own.get(number);
    if (!name) return [];
    return [
      {
        placement: placement.placement,
        ad: name.ad,
        name: name.name,
        campaign: name.campaign,
        campaignName: name.campaignName,
        ...reasonInWords(code),
        bidMicros: finalist ? String(finalist.bidMicros) : null,
        minToWinMicros: finalist?.minToWinMicros === undefined ? null : String(finalist.minToWinMicros),
        priceMicros: finalist && finalist.slot > 0 ? String(eventPrice(finalist)) : null,
      },
    ];
  });
}
