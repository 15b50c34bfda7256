import type { CampaignSummary } from '@flywheel/http/campaigns';

export type EffectiveStatus = CampaignSummary['effective']['status'];
export type Tone = 'neutral' | 'good' | 'bad' | 'warn';

/** How a campaign's effective status is called and toned; the word carries the meaning. */
export const statusLooks: Readonly<Record<EffectiveStatus, { readonly label: string; readonly tone: Tone }>> = {
  active: { label: 'Serving', tone: 'good' },
  in_review: { label: 'In review', tone: 'warn' },
  rejected: { label: 'Rejected', tone: 'bad' },
  scheduled: { label: 'Scheduled', tone: 'neutral' },
  unreachable: { label: 'Audience too small', tone: 'bad' },
  unfunded: { label: 'Unfunded', tone: 'bad' },
  suspended: { label: 'Suspended', tone: 'bad' },
  paced: { label: 'Serving, paced', tone: 'good' },
  capped: { label: 'Day’s budget used up', tone: 'neutral' },
  spent: { label: 'Budget used up', tone: 'warn' },
  ended: { label: 'Ended', tone: 'neutral' },
  paused: { label: 'Paused', tone: 'neutral' },
  draft: { label: 'Draft', tone: 'neutral' },
  archived: { label: 'Archived', tone: 'neutral' },
};

const serves: readonly EffectiveStatus[] = ['active', 'paced'];

/** Groups a list of campaigns is narrowed to, in the order of their links; `all` leaves out the archived ones. */
export const statusGroups = {
  all: { label: 'All', holds: (status: EffectiveStatus) => status !== 'archived' },
  serving: { label: 'Serving', holds: (status: EffectiveStatus) => serves.includes(status) },
  attention: {
    label: 'Needs attention',
    holds: (status: EffectiveStatus) => ['in_review', 'rejected', 'unreachable', 'unfunded', 'suspended', 'spent'].includes(status),
  },
  resting: {
    label: 'Paused, drafts and ended',
    holds: (status: EffectiveStatus) => ['paused', 'draft', 'ended', 'scheduled', 'capped'].includes(status),
  },
  archived: { label: 'Archived', holds: (status: EffectiveStatus) => status === 'archived' },
} as const;
export type StatusGroup = keyof typeof statusGroups;

/** The group an address asks for; anything unknown is all. */
export function readGroup(asked: string | null): StatusGroup {
  return asked !== null && asked in statusGroups ? (asked as StatusGroup) : 'all';
}
