import { micros, type Id, type Instant } from '@flywheel/primitives';
import { launchCampaign, openFundedAccount } from './launch-campaign.ts';
import type { Stage } from './stage.ts';

const actor = 'replay';
const dayMs = 86_400_000;
const runDays = 42;
const houses = ['Alder & Row', 'Brightwater', 'Calder Works', 'Dovetail', 'Everline', 'Foxglove', 'Greyfen', 'Highmoor'];

type House = { readonly name: string; readonly account: Id<'acc'>; readonly index: number };

/** Advertisers who watch a site: two reach everyone from the first day, the others buy an interest as soon as enough people hold it. */
export class ReplayAdvertisers {
  private readonly stage: Stage;
  private readonly houses: House[] = [];
  private readonly taken = new Set<string>();

  constructor(stage: Stage) {
    this.stage = stage;
  }

  async open(now: Instant): Promise<void> {
    for (const [index, name] of houses.entries()) {
      const domain = `${name.toLowerCase().replace(/[^a-z]+/g, '-')}.example`;
      const payment = { amountMicros: micros(2_000_000_000), pspEvent: `replay-${domain}` };
      const account = await openFundedAccount(this.stage, { name, domain, country: 'US', ...payment, now, actor });
      this.houses.push({ name, account, index });
    }
    for (const house of this.houses.slice(0, 2)) await this.launch(house, { name: 'whole site', targeting: { all: [] }, days: 400, now });
  }

  /** Each house but the first two buys the largest sellable interest that nobody has bought yet. */
  async buyInterests(now: Instant): Promise<void> {
    const { rows } = await this.stage.database.read.query<{ node: string; name: string }>(
      'SELECT node, name FROM segment WHERE sellable ORDER BY members DESC, node LIMIT 100',
    );
    const free = rows.filter(({ node }) => !this.taken.has(node));
    for (const house of this.houses.slice(2)) {
      const interest = free.shift();
      if (!interest) return;
      this.taken.add(interest.node);
      await this.launch(house, {
        name: interest.name,
        targeting: { attr: 'segment', op: 'in', values: [interest.node] },
        days: runDays,
        now,
      });
    }
  }

  private async launch(house: House, plan: { name: string; targeting: Targeting; days: number; now: Instant }): Promise<void> {
    const { now } = plan;
    const traffic = house.index % 4 === 3;
    await launchCampaign(this.stage, {
      account: house.account,
      now,
      actor,
      document: {
        name: `${house.name} · ${plan.name}`,
        objective: traffic ? 'traffic' : 'reach',
        budgets: { dailyMicros: '15000000', lifetimeMicros: '150000000' },
        schedule: { startsAt: new Date(now).toISOString(), endsAt: new Date(now + plan.days * dayMs).toISOString() },
        caps: [{ limit: 4, windowSeconds: 86_400 }],
        adSets: [
          {
            name: plan.name,
            goal: traffic ? 'click' : 'reach',
            billingEvent: traffic ? 'click' : house.index % 2 === 0 ? 'viewable' : 'impression',
            bidMicros: String(traffic ? 450_000 : 3_000_000 + house.index * 500_000),
            targeting: plan.targeting,
            ads: [
              {
                name: 'post',
                creative: { format: 'native_post', headline: `${house.name} for ${plan.name}`, landingUrl: 'https://example.com/offer' },
              },
            ],
          },
        ],
      },
    });
  }
}

type Targeting = { all: [] } | { attr: 'segment'; op: 'in'; values: string[] };
