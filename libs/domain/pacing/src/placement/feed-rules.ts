/** Where ads may stand in a feed. Positions count from 1 and include organic posts. */
export type FeedRules = {
  /** No ad stands before this position. Default 4. */
  firstPosition: number;
  /** Organic posts between two ads, at least. Default 3. */
  gap: number;
  /** Ads among all that has been shown, at most, in hundredths of a percent. Default 2,000 (20 %). */
  shareBps: number;
  /** Ads that a person may be shown in one visit; 0 = as many as the other rules allow. Default 0. */
  mostAds: number;
};

/** The defaults that a placement starts from. */
export const defaultFeedRules: FeedRules = { firstPosition: 4, gap: 3, shareBps: 2000, mostAds: 0 };

/** What the platform says of the feed around a slot; what it does not say is not judged. */
export type FeedState = {
  /** Of the slot itself. */
  position: number;
  /** Ads shown in this feed before it. */
  adsSeen: number;
  /** Where the last of them stood. */
  lastAdPosition: number | undefined;
  /** Ads the person hid or hurried past in this visit: each costs as many ads again (fatigue). */
  hides: number;
};

const everything = 10_000;

/**
 * Whether the feed has room for an ad at that position: 502 too early, too close to the last ad, or over the share (the ad itself
 * counted); 503 the person has had enough for this visit.
 */
export function feedCode(rules: FeedRules, feed: FeedState): 0 | 502 | 503 {
  const { position, adsSeen, lastAdPosition, hides } = feed;
  if (position < rules.firstPosition) return 502;
  if (lastAdPosition !== undefined && position - lastAdPosition - 1 < rules.gap) return 502;
  // The ad takes the place `position`: among that many items it is one more.
  if ((adsSeen + 1) * everything > position * rules.shareBps) return 502;
  if (rules.mostAds > 0 && adsSeen + hides >= rules.mostAds) return 503;
  return 0;
}

/** What an ad costs the feed: the value of the organic post that it pushes down, in micros, against what the person may still be cost. */
export type Displacement = {
  /** bid × chance + quality, per exposure. */
  slotValueMicros: bigint;
  organicMicros: bigint;
  /** What may be displaced for one person in a day, and what has been; undefined = no budget is set. */
  budgetMicros: bigint | undefined;
  spentMicros: bigint;
};

/** 604 where the ad is worth no more than the post it displaces, or the person's budget of displaced value would be passed; 0 else. */
export function displacementCode({ slotValueMicros, organicMicros, budgetMicros, spentMicros }: Displacement): 0 | 604 {
  if (slotValueMicros - organicMicros <= 0n) return 604;
  return budgetMicros !== undefined && spentMicros + organicMicros > budgetMicros ? 604 : 0;
}
