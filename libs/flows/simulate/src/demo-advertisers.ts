import type { SyntheticAdvertiser } from '@flywheel/population';
import { assert, micros, type Id, type Instant } from '@flywheel/primitives';
import { demoCampaign } from './demo-campaign.ts';
import type { DemoSite } from './demo-site.ts';
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
      const opened = await this.stage.openAccount.run({ name, domain, country, currency: 'USD', timeZone: 'UTC', now, actor });
      assert(opened.outcome === 'opened', `an account opens for ${name}`);
      this.accounts.set(advertiser, opened.account);
      const amountMicros = micros(advertiser.topUpCents * 10_000);
      await this.stage.topUp.run({ account: opened.account, amountMicros, pspEvent: `demo-${domain}`, now, actor });
    }
  }

  /** Saves, approves and starts the campaigns that begin on `day`. */
  async start(day: number, now: Instant): Promise<void> {
    for (const [advertiser, account] of this.accounts) {
      for (const plan of advertiser.campaigns.filter((campaign) => campaign.startsOnDay === day)) {
        const document = demoCampaign(advertiser, plan, this.site.dayZero);
        const saved = await this.stage.createCampaign.run({ account, document, now, actor });
        assert(saved.outcome === 'created', `a campaign of the demo is valid: ${JSON.stringify(saved)}`);
        for (const creative of saved.creatives) await this.stage.reviewCreative.run({ creative, decision: 'approve', now, actor });
        await this.stage.setStatus.run({ campaign: saved.campaign, status: 'active', now, actor });
      }
    }
  }
}
