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

  /** Saves, approves and starts the campaigns that begin on `day`. */
  async start(day: number, now: Instant): Promise<void> {
    for (const [advertiser, account] of this.accounts) {
      for (const plan of advertiser.campaigns.filter((campaign) => campaign.startsOnDay === day)) {
        const document = demoCampaign(advertiser, plan, this.site.dayZero);
        await launchCampaign(this.stage, { account, document, now, actor });
      }
    }
  }
}
