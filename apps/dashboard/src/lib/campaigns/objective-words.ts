import type { BidStrategy, BillingEvent, Goal, Objective } from '@flywheel/http/objectives';

/** What an objective is called and when to choose it. */
export const objectiveWords: Readonly<Record<Objective, { readonly label: string; readonly about: string }>> = {
  reach: { label: 'Reach', about: 'Be seen by many of the right people.' },
  traffic: { label: 'Traffic', about: 'Bring people to your site.' },
  engagement: { label: 'Engagement', about: 'Be liked, commented on, shared.' },
  followers: { label: 'Followers', about: 'Gain people who follow you.' },
  video_views: { label: 'Video views', about: 'Have your film watched.' },
};

/** What is paid for, and the unit that a bid is stated in. */
export const billingWords: Readonly<Record<BillingEvent, { readonly label: string; readonly unit: string }>> = {
  viewable: { label: 'Viewable impressions', unit: 'per 1,000 viewable impressions' },
  impression: { label: 'Impressions', unit: 'per 1,000 impressions' },
  click: { label: 'Clicks', unit: 'per click' },
  engagement: { label: 'Engagements', unit: 'per like, comment, share or save' },
  follow: { label: 'Follows', unit: 'per new follower' },
  video: { label: 'Video views', unit: 'per video view' },
};

/** What an ad set is optimised for. */
export const goalWords: Readonly<Record<Goal, string>> = {
  reach: 'First viewable impression of each person',
  click: 'Clicks',
  engagement: 'Any engagement',
  like: 'Likes',
  comment: 'Comments',
  share: 'Shares',
  save: 'Saves',
  follow: 'Follows',
  video_view: 'Two seconds watched',
  video_complete: 'Watched to the end',
};

/** How an ad set bids. */
export const strategyWords: Readonly<Record<BidStrategy, { readonly label: string; readonly about: string }>> = {
  max_bid: { label: 'Up to my bid', about: 'Bids less when the budget would not last.' },
  manual: { label: 'Exactly my bid', about: 'Always bids the same; skips chances when the budget would not last.' },
  lowest_cost: { label: 'Lowest cost', about: 'No bid: buys as much as the budget allows.' },
  cost_cap: { label: 'Cost cap', about: 'Keeps the average price at or below your cost.' },
  target_cost: { label: 'Target cost', about: 'Keeps the average price close to your cost.' },
};

/** What an ad may stand beside. */
export const safetyWords = {
  strict: 'Only beside content that was reviewed as safe for everyone',
  standard: 'Not beside sensitive content',
  open: 'Beside anything the platform allows',
} as const;

/** How long a frequency cap looks back, in seconds, and what that is called. */
export const capWindows: readonly { readonly value: string; readonly label: string }[] = [
  { value: '3600', label: 'hour' },
  { value: '86400', label: 'day' },
  { value: '604800', label: 'week' },
  { value: '2592000', label: '30 days' },
];

/** A cap's window in words; one that the form does not offer is stated in hours. */
export function capWindowWords(seconds: number): string {
  return capWindows.find((each) => each.value === String(seconds))?.label ?? `${Math.round(seconds / 3600)} hours`;
}
