import type { BillingEvent, Objective } from '@flywheel/http/objectives';

/** What an objective is called and when to choose it. */
export const objectiveWords: Readonly<Record<Objective, { readonly label: string; readonly about: string }>> = {
  reach: { label: 'Reach', about: 'Be seen by many of the right people.' },
  traffic: { label: 'Traffic', about: 'Bring people to your site.' },
  engagement: { label: 'Engagement', about: 'Be liked, commented on, shared.' },
  followers: { label: 'Followers', about: 'Gain people who follow you.' },
};

/** What is paid for, and the unit that a bid is stated in. */
export const billingWords: Readonly<Record<BillingEvent, { readonly label: string; readonly unit: string }>> = {
  viewable: { label: 'Viewable impressions', unit: 'per 1,000 viewable impressions' },
  impression: { label: 'Impressions', unit: 'per 1,000 impressions' },
  click: { label: 'Clicks', unit: 'per click' },
};

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
