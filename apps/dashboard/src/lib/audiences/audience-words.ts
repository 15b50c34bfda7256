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
