import type { Account } from '@flywheel/http/accounts';
import type { CampaignSummary } from '@flywheel/http/campaigns';
import { formatMoney } from '#lib/format/money.ts';

/** Something an advertiser should know or do; `href` leads to where it can be done. */
export type Alert = { readonly key: string; readonly tone: 'bad' | 'warn' | 'neutral'; readonly text: string; readonly href: string };

const dayMs = 86_400_000;
const soonDays = 3;
/** A campaign with less than a tenth of its budget left will stop soon. */
const littleLeft = 10n;

/** What needs attention in an account, the hardest stops first. */
export function alertsOf(campaigns: readonly CampaignSummary[], account: Account | undefined, now: string): readonly Alert[] {
  const found = [...campaigns.flatMap((each) => campaignAlerts(each, now)), ...accountAlerts(account, campaigns)];
  const order = { bad: 0, warn: 1, neutral: 2 };
  return found.sort((a, b) => order[a.tone] - order[b.tone]);
}

function campaignAlerts(campaign: CampaignSummary, now: string): Alert[] {
  const { id, name, effective } = campaign;
  const href = `/advertiser/campaigns/${id}`;
  const alert = (tone: Alert['tone'], text: string, more = href): Alert[] => [{ key: `${id}-${effective.status}`, tone, text, href: more }];
  switch (effective.status) {
    case 'rejected':
      return alert('bad', `${name}: every creative was rejected. Read why, change it, and it is reviewed again.`);
    case 'unfunded':
      return alert('bad', `${name} is unfunded: no money is set aside for it. Top up the account.`, '/advertiser/billing');
    case 'unreachable':
      return alert('bad', `${name}: ${effective.reason}`);
    case 'suspended':
      return alert('bad', `${name} does not serve: the account is suspended by the operator.`);
    case 'spent':
      return alert('warn', `${name} has used up its budget. Raise it to go on.`);
    case 'in_review':
      return alert('warn', `${name}: its creative waits for review. It serves as soon as it is approved.`);
    case 'active':
    case 'paced':
    case 'capped':
      return [...endsSoon(campaign, now, href), ...runsOut(campaign, href)];
    default:
      return [];
  }
}

function endsSoon({ id, name, endsAt }: CampaignSummary, now: string, href: string): Alert[] {
  if (endsAt === null) return [];
  const days = Math.ceil((Date.parse(endsAt) - Date.parse(now)) / dayMs);
  if (days > soonDays) return [];
  return [{ key: `${id}-ends`, tone: 'neutral', text: `${name} ends in ${days === 1 ? 'a day' : `${days} days`}.`, href }];
}

function runsOut({ id, name, fundedMicros, heldMicros, currency }: CampaignSummary, href: string): Alert[] {
  if (BigInt(heldMicros) * littleLeft > BigInt(fundedMicros)) return [];
  return [{ key: `${id}-left`, tone: 'warn', text: `${name} has ${formatMoney(heldMicros, currency)} of its budget left.`, href }];
}

function accountAlerts(account: Account | undefined, campaigns: readonly CampaignSummary[]): Alert[] {
  if (account === undefined || account.balanceMicros !== '0' || campaigns.some((each) => each.effective.status === 'unfunded')) return [];
  return [
    {
      key: 'balance',
      tone: campaigns.length === 0 ? 'warn' : 'neutral',
      text: 'Your balance is zero: a new campaign needs money before it can serve.',
      href: '/advertiser/billing',
    },
  ];
}
