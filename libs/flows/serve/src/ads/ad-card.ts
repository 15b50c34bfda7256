import type { BillingEvent } from '@flywheel/database/decisions';
import { ServingAdLine, type ServingAdRow } from '@flywheel/database/serving';
import { holderOf, type FrequencyCap } from '@flywheel/pacing';
import type { Id, Micros } from '@flywheel/primitives';
import { isPerThousand } from '@flywheel/ranking';

/** The caps of one level of an ad: 0 ad, 1 ad set, 2 campaign, 3 advertiser. */
export type CardLevel = { level: 0 | 1 | 2 | 3; subject: string; caps: readonly FrequencyCap[]; minGapSeconds: number };

/** What the platform draws, and by which it is told apart. */
export type CardCreative = Omit<ServingAdRow['creative'], never>;

/** All of an ad that only an asked or winning ad needs; made again when it is wanted. Never changed, but for what is made on demand. */
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
  /** What the lease book of this process calls its holder, from the first time it is asked for. */
  holderNumber?: number;
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
  /** Its ids as `packAdIds` packs them, from its first win on. */
  adIds?: Uint8Array;
};

type Written = Omit<AdCard, 'offeredMicros' | 'maxChargeMicros'> & { offeredMicros: string; maxChargeMicros: undefined };

// An opening brace; a line begins with the number of its fields.
const firstOfText = 0x7b;

/** The text that the card of an ad that was put alone is kept as. */
export function writeCard(row: ServingAdRow): string {
  const written: Written = { ...cardOf(row), maxChargeMicros: undefined, offeredMicros: String(row.bidMicros) };
  return JSON.stringify(written);
}

/** Makes a card of what it is kept as: its own text, or the line that it came in from the database. */
export function readCard(bytes: Uint8Array): AdCard {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] !== firstOfText) return cardOf(new ServingAdLine().open(buffer));
  const written = JSON.parse(buffer.toString('utf8')) as Written;
  const offeredMicros = BigInt(written.offeredMicros) as Micros;
  return { ...written, offeredMicros, maxChargeMicros: chargeOf(offeredMicros, written.perThousand) };
}

function cardOf(row: ServingAdRow): AdCard {
  const perThousand = isPerThousand(row.billingEvent);
  return {
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
    perThousand,
    offeredMicros: row.bidMicros,
    maxChargeMicros: chargeOf(row.bidMicros, perThousand),
    currency: row.currency,
    levels: levelsOf(row),
    creative: row.creative,
  };
}

function chargeOf(offeredMicros: Micros, perThousand: boolean): Micros {
  return (perThousand ? offeredMicros / 1000n : offeredMicros) as Micros;
}

/** Whether any level has a cap or a minimum gap. */
export function isCapped(row: ServingAdRow): boolean {
  const gaps = row.adGapSeconds + row.adSetGapSeconds + row.campaignGapSeconds + row.accountGapSeconds;
  return gaps > 0 || row.adCaps.length + row.adSetCaps.length + row.campaignCaps.length + row.accountCaps.length > 0;
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
