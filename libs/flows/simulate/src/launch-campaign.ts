import type { CampaignDraft } from '@flywheel/http/campaigns';
import { assert, type Id, type Instant, type Micros } from '@flywheel/primitives';
import type { Stage } from './stage.ts';

/** Who opens an account and what they pay in at once; `pspEvent` is the payment's own id. */
export type NewAdvertiser = {
  name: string;
  domain: string;
  country: string;
  amountMicros: Micros;
  pspEvent: string;
  now: Instant;
  actor: string;
};

/** Opens an account in USD and UTC and tops it up. */
export async function openFundedAccount(stage: Stage, advertiser: NewAdvertiser): Promise<Id<'acc'>> {
  const { name, domain, country, amountMicros, pspEvent, now, actor } = advertiser;
  const opened = await stage.openAccount.run({ name, domain, country, currency: 'USD', timeZone: 'UTC', now, actor });
  assert(opened.outcome === 'opened', `an account opens for ${name}`);
  await stage.topUp.run({ account: opened.account, amountMicros, pspEvent, now, actor });
  return opened.account;
}

/**
 * Saves a campaign, approves its creatives and starts it: what an advertiser and an operator do between them. Not started is one that
 * would reach too few people; it stays a draft, and its advertiser may try again.
 */
export async function launchCampaign(
  stage: Stage,
  plan: { account: Id<'acc'>; document: CampaignDraft; now: Instant; actor: string },
): Promise<{ campaign: Id<'cmp'>; started: boolean }> {
  const { now, actor } = plan;
  const saved = await stage.createCampaign.run(plan);
  assert(saved.outcome === 'created', `a simulated campaign is valid: ${JSON.stringify(saved)}`);
  for (const creative of saved.creatives) await stage.reviewCreative.run({ creative, decision: 'approve', now, actor });
  const { outcome } = await stage.setStatus.run({ campaign: saved.campaign, status: 'active', now, actor });
  return { campaign: saved.campaign, started: outcome !== 'refused' };
}
