/** Secrets of one deployment: the keys that sign impressions, by key id, and the one that seeds auctions. All hex. */
export type TokenKeys = {
  /** The key id that signs; every listed one verifies. */
  readonly signWith: string;
  readonly keys: Readonly<Record<string, string>>;
  /** Makes viewer tags that can not be joined across impressions. */
  readonly viewerTagKey: string;
  /** Seeds ties and draws, so that nobody outside can foresee them. */
  readonly auctionKey: string;
  /** When `signWith` began to sign, and when each earlier key stopped, in ms since 1970. Missing: not known yet. */
  readonly signingSince?: number;
  readonly retiredAt?: Readonly<Record<string, number>>;
};
