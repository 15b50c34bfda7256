import type { CampaignDiagnosis } from '@flywheel/http/diagnosis';
import { formatCount } from '#lib/format/count.ts';
import { formatMoney } from '#lib/format/money.ts';

type Finding = CampaignDiagnosis['findings'][number];

/** One outcome as an advertiser reads it: what happened, how often, what would have won, and what to do. */
export function findingWords(
  { reason, advice, times, shareBps, toWin }: Finding,
  currency: string,
): { readonly what: string; readonly howOften: string; readonly price: string | null; readonly advice: string } {
  const share = shareBps < 100 ? 'under 1 %' : `${Math.round(shareBps / 100)} %`;
  return {
    what: `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
    howOften: `${share}, ${times === 1 ? 'once' : `${formatCount(times)} times`}`,
    price: toWin === null ? null : priceWords(toWin, currency),
    advice,
  };
}

function priceWords({ leastMicros, meanMicros, perThousand }: NonNullable<Finding['toWin']>, currency: string): string {
  const unit = perThousand ? ' per 1,000' : ' each';
  const least = formatMoney(leastMicros, currency, 'price');
  const mean = formatMoney(meanMicros, currency, 'price');
  return least === mean ? `${mean}${unit} would have won.` : `From ${least}${unit} would have won some, ${mean} the average one.`;
}

/** A while in numbers: decisions made, slots an ad was looked at for, slots won. */
export function windowWords({ decisions, looked, won }: CampaignDiagnosis['hour']): string {
  if (decisions === 0) return 'no decisions';
  const of = decisions === 1 ? '1 decision' : `${formatCount(decisions)} decisions`;
  return looked === 0
    ? `${of}, none came as far as this campaign`
    : `${of}, looked at for ${formatCount(looked)} slots, won ${formatCount(won)}`;
}

/** The one thing to do about what stands in a campaign's way, where a page can do it; a button of its own starts and resumes. */
export function remedyOf(
  status: CampaignDiagnosis['effective']['status'],
  campaign: string,
): { readonly label: string; readonly href: string } | undefined {
  const edit = `/advertiser/campaigns/${campaign}/edit`;
  switch (status) {
    case 'unfunded':
      return { label: 'Top up', href: '/advertiser/billing' };
    case 'rejected':
      return { label: 'Change the creative', href: edit };
    case 'unreachable':
      return { label: 'Change the audience', href: edit };
    case 'spent':
    case 'capped':
      return { label: 'Raise the budget', href: edit };
    case 'scheduled':
    case 'ended':
      return { label: 'Change the schedule', href: edit };
    case 'draft':
    case 'paused':
    case 'archived':
    case 'in_review':
    case 'suspended':
    case 'active':
    case 'paced':
      return undefined;
  }
}
