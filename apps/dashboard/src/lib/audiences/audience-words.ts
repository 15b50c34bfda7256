import type { AudienceView } from '@flywheel/http/audiences';
import { formatCount } from '#lib/format/count.ts';
import type { Tone } from '#lib/campaigns/status-look.ts';

/** How kinds of audiences are called. */
export const kindWords: Readonly<Record<AudienceView['kind'], string>> = {
  upload: 'Uploaded list',
  engagers: 'People who engaged',
  lookalike: 'Lookalike',
};

/** How states are called and toned; the word carries the meaning. */
export const stateLooks: Readonly<Record<AudienceView['state'], { readonly label: string; readonly tone: Tone }>> = {
  empty: { label: 'Empty', tone: 'neutral' },
  building: { label: 'Being worked out', tone: 'neutral' },
  small: { label: 'Too small', tone: 'warn' },
  ready: { label: 'Ready', tone: 'good' },
  archived: { label: 'Archived', tone: 'neutral' },
};

/** A size as it may be told. */
export function sizeWords({ size, least }: { size: number | null; least: number }): string {
  return size === null ? `under ${formatCount(least)}` : `about ${formatCount(size)}`;
}

/** What the measure of a lookalike's model means; where its interval holds ½, nothing was learnt for certain. */
export function verdict({ auc, low }: NonNullable<AudienceView['quality']>): { readonly label: string; readonly tone: Tone } {
  if (low <= 0.5) return { label: 'Not better than a coin for certain', tone: 'warn' };
  return auc >= 0.7 ? { label: 'Tells the seed apart', tone: 'good' } : { label: 'Tells the seed apart a little', tone: 'neutral' };
}
