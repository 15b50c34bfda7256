import type { CampaignPreview } from '@flywheel/http/preview';

const held = [
  'Rivals, budgets and people are held as they were: nobody answers the edit, a budget is not used up along the way,',
  'and nobody sees more or less of an ad for it.',
  'Decisions in which these ads stood too low to be looked at are not in the sample.',
].join(' ');

/** What the figures mean and what they leave out. */
export function previewWords({ found, replayed, slots, won, notReplayed }: Omit<CampaignPreview, 'words'>): string {
  if (found === 0) return `None of last week’s decisions that were looked through had an ad of this campaign. ${held}`;
  const { erased, forgotten, changed } = notReplayed;
  const left = [
    erased > 0 ? `${counted(erased, 'decision')} can not be made again because the person was erased.` : '',
    forgotten > 0 ? `${counted(forgotten, 'decision')} had been forgotten before being read.` : '',
    changed > 0 ? `${counted(changed, 'decision')} left out: what comes out now is not what was recorded.` : '',
  ].filter((part) => part !== '');
  const of = `${counted(slots, 'slot')} in ${counted(replayed, 'sampled decision')}`;
  const result =
    replayed === 0
      ? 'None of the sampled decisions could be made again.'
      : `Of ${of} these ads won ${won.before} and would have won ${won.after}.`;
  return [result, ...left, held].join(' ');
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}
