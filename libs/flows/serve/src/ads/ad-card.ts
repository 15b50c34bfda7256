import type { BillingEvent } from '@flywheel/database/decisions';
import type { ServingAdRow } from '@flywheel/database/serving';
import { holderOf, type FrequencyCap } from '@flywheel/pacing';
import type { Id, Micros } from '@flywheel/primitives';
import { isPerThousand } from '@flywheel/ranking';

/** The caps of one level of an ad: 0 ad, 1 ad set, 2 campaign, 3 advertiser. */
export type CardLevel = { level: 0 | 1 | 2 | 3; subject: string; caps: readonly FrequencyCap[]; minGapSeconds: number };

/** What the platform draws, and by which it is told apart. */
export type CardCreative = Omit<ServingAdRow['creative'], never>;

/** All of an ad that only an asked or winning ad needs; made again from its text when it is wanted. Never changed. */
export type AdCard = {
  adNo: number;
  ad: Id<'ad'>;
  adSet: Id<'set'>;
  campaign: Id<'cmp'>;
  campaignVersion: number;
  account: Id<'acc'>;
  accountName: string;
  domain: string;
  competitors: readonly string[];
  blockedNodes: readonly string[];
  blockedCreators: readonly string[];
  category: string | undefined;
  safetyTier: ServingAdRow['safetyTier'];
  strategy: ServingAdRow['strategy'];
  /** Whose money it spends: the ad set with a budget of its own, else the campaign. */
  holder: Id<'cmp'> | Id<'set'>;
  billingEvent: BillingEvent;
  perThousand: boolean;
  /** Per 1,000 or per event, before pacing. */
  offeredMicros: Micros;
  /** The most that one billing event can cost. */
  maxChargeMicros: Micros;
  currency: string;
  /** The levels at which something is capped. */
  levels: readonly CardLevel[];
  creative: CardCreative;
};

type Written = Omit<AdCard, 'offeredMicros' | 'maxChargeMicros'> & { offeredMicros: string };

/** The text that a card is kept as. */
export function writeCard(row: ServingAdRow): string {
  const written: Written = {
    adNo: row.adNo,
    ad: row.ad,
    adSet: row.adSet,
    campaign: row.campaign,
    campaignVersion: row.campaignVersion,
    account: row.account,
    accountName: row.accountName,
    domain: row.domain,
    competitors: row.competitors,
    blockedNodes: row.blockedNodes,
    blockedCreators: row.blockedCreators,
    category: row.category,
    safetyTier: row.safetyTier,
    strategy: row.strategy,
    holder: holderOf(row),
    billingEvent: row.billingEvent,
    perThousand: isPerThousand(row.billingEvent),
    offeredMicros: String(row.bidMicros),
    currency: row.currency,
    levels: levelsOf(row),
    creative: row.creative,
  };
  return JSON.stringify(written);
}

export function readCard(text: string): AdCard {
  const written = JSON.parse(text) as Written;
  const offeredMicros = BigInt(written.offeredMicros) as Micros;
  return { ...written, offeredMicros, maxChargeMicros: (written.perThousand ? offeredMicros / 1000n : offeredMicros) as Micros };
}

/** The levels with a cap or a minimum gap, the ad first. */
export function levelsOf(row: ServingAdRow): CardLevel[] {
  const levels: CardLevel[] = [
    { level: 0, subject: row.ad, caps: row.adCaps, minGapSeconds: row.adGapSeconds },
    { level: 1, subject: row.adSet, caps: row.adSetCaps, minGapSeconds: row.adSetGapSeconds },
    { level: 2, subject: row.campaign, caps: row.campaignCaps, minGapSeconds: row.campaignGapSeconds },
    { level: 3, subject: row.account, caps: row.accountCaps, minGapSeconds: row.accountGapSeconds },
  ];
  return levels.filter((each) => each.caps.length > 0 || each.minGapSeconds > 0);
}
