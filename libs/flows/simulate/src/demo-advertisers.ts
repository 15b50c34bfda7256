import type { SyntheticAdvertiser } from '@flywheel/population';
import { assert, micros, type Id, type Instant } from '@flywheel/primitives';
import { demoCampaign } from './demo-campaign.ts';
import type { DemoSite } from './demo-site.ts';
import { launchCampaign, openFundedAccount } from './launch-campaign.ts';
import type { Stage } from './stage.ts';

const actor = 'demo';

/** The demo's advertisers: they open an account, pay in, and start each campaign on its day once its creative is approved. */
export class DemoAdvertisers {
  private readonly stage: Stage;
  private readonly site: DemoSite;
  private readonly accounts = new Map<SyntheticAdvertiser, Id<'acc'>>();
  /** Campaigns whose audience was too small on their day. */
  private readonly waiting: Array<Id<'cmp'>> = [];

  constructor(stage: Stage, site: DemoSite) {
    this.stage = stage;
    this.site = site;
  }

  /** The account of the first advertiser. */
  first(): Id<'acc'> {
    const account = this.accounts.values().next().value;
    assert(account, 'the demo has an advertiser');
    return account;
  }

  async open(now: Instant): Promise<void> {
    for (const advertiser of this.site.advertisers) {
      const { name, domain, country } = advertiser;
      const amountMicros = micros(advertiser.topUpCents * 10_000);
      const account = await openFundedAccount(this.stage, { name, domain, country, amountMicros, pspEvent: `demo-${domain}`, now, actor });
      this.accounts.set(advertiser, account);
    }
  }

  /** Saves, approves and starts the campaigns that begin on `day`; those that waited for enough people are tried again first. */
  async start(day: number, now: Instant): Promise<void> {
    const before = this.waiting.splice(0);
    for (const campaign of before) {
      const { outcome } = await this.stage.setStatus.run({ campaign, status: 'active', now, actor });
      if (outcome === 'refused') this.waiting.push(campaign);
    }
    for (const [advertiser, account] of this.accounts) {
      for (const plan of advertiser.campaigns.filter((campaign) => campaign.startsOnDay === day)) {
        const document = demoCampaign(advertiser, plan, this.site.dayZero);
        const { campaign, started } = await launchCampaign(this.stage, { account, document, now, actor });
        if (!started) this.waiting.push(campaign);
      }
    }
  }
}
