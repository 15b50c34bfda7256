import type { CampaignDraft } from '@flywheel/http/campaigns';
import type { SyntheticAdvertiser, SyntheticCampaign } from '@flywheel/population';
import type { Instant } from '@flywheel/primitives';

const dayMs = 86_400_000;
const microsPerCent = 10_000;

/** A planned campaign of the demo as the document an advertiser would save; `segment` is the interest it targets, if it does. */
export function demoCampaign(advertiser: SyntheticAdvertiser, plan: SyntheticCampaign, dayZero: Instant): CampaignDraft {
  const traffic = plan.objective === 'traffic';
  return {
    name: plan.name,
    objective: plan.objective,
    budgets: { dailyMicros: micros(plan.dailyBudgetCents), lifetimeMicros: micros(plan.lifetimeBudgetCents) },
    schedule: {
      startsAt: iso(dayZero + plan.startsOnDay * dayMs),
      endsAt: plan.endsOnDay === undefined ? null : iso(dayZero + plan.endsOnDay * dayMs),
    },
    caps: [{ limit: plan.capADay, windowSeconds: 86_400 }],
    adSets: [
      {
        name: plan.audience === 'everyone' ? 'Everyone' : `Into ${plan.topic.key}`,
        goal: traffic ? 'click' : 'reach',
        billingEvent: traffic ? 'click' : 'viewable',
        bidMicros: micros(plan.bidCents),
        targeting: { all: [...audienceOf(plan), ...countriesOf(plan)] },
        ads: [
          {
            name: `${plan.name} · post`,
            creative: {
              format: 'native_post',
              headline: plan.headline,
              body: plan.body,
              landingUrl: `https://${advertiser.domain}/${plan.topic.key}`,
            },
          },
        ],
      },
    ],
  };
}

type Targeting = CampaignDraft['adSets'][number]['targeting'];

function audienceOf(plan: SyntheticCampaign): Targeting[] {
  if (plan.audience === 'everyone') return [];
  if (plan.audience === 'contextual') return [{ attr: 'tag', op: 'in', values: [...plan.topic.tags] }];
  return [{ attr: 'segment', op: 'in', values: [`tag:${plan.topic.tags[0]}`] }];
}

function countriesOf(plan: SyntheticCampaign): Targeting[] {
  return plan.countries.length === 0 ? [] : [{ attr: 'country', op: 'in', values: [...plan.countries] }];
}

function micros(cents: number): string {
  return String(cents * microsPerCent);
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}
