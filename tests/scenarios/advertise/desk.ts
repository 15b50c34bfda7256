import {
  ChangeCampaigns,
  CopyCampaign,
  CreateCampaign,
  GetCampaign,
  ListAccounts,
  ListCampaignVersions,
  OpenAccount,
  SetCampaignStatus,
  TopUpAccount,
  UpdateCampaign,
} from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import type { CampaignDetail, CampaignDocument, CampaignDraft } from '@flywheel/http/campaigns';
import { micros, seededRandom, type Id } from '@flywheel/primitives';
import { ReviewCreative } from '@flywheel/review';
import { SimulatedClock } from '@flywheel/runtime';

const start = Date.UTC(2026, 4, 4, 9);

/** Where an advertiser works, without anything being served: every flow is the real one, on a clock the test moves. */
export class Desk {
  readonly clock = new SimulatedClock(start);
  readonly random = seededRandom('desk');
  readonly database: Database;
  readonly changes: ChangeCampaigns;

  constructor(url: string) {
    this.database = new Database({ url, clock: this.clock, poolSize: 3 });
    this.changes = new ChangeCampaigns(this.database, this.random);
  }

  get now(): number {
    return this.clock.now();
  }

  async account(dollars: number, options: { timeZone?: string; domain?: string } = {}): Promise<Id<'acc'>> {
    const { account } = await new OpenAccount(this.database, this.random).run({
      ...{ name: 'Books & Co', domain: 'books.example', now: this.now, actor: 'system' },
      ...options,
    });
    if (dollars > 0) {
      const payment = { account, amountMicros: micros(dollars * 1e6), pspEvent: `psp-${account}`, now: this.now, actor: 'system' };
      await new TopUpAccount(this.database).run(payment);
    }
    return account;
  }

  /** Free to use, and set aside, in micros. */
  async money(account: Id<'acc'>): Promise<[string | undefined, string | undefined]> {
    const [found] = (await new ListAccounts(this.database).run({ accounts: [account] })).items;
    return [found?.balanceMicros, found?.heldMicros];
  }

  async create(account: Id<'acc'>, document: CampaignDraft): Promise<{ campaign: Id<'cmp'>; creatives: ReadonlyArray<Id<'crv'>> }> {
    const created = await new CreateCampaign(this.database, this.random).run({ account, document, now: this.now, actor: 'system' });
    if (created.outcome !== 'created') throw new Error(JSON.stringify(created));
    return created;
  }

  /** Created, approved and set active. */
  async launch(account: Id<'acc'>, document: CampaignDraft): Promise<Id<'cmp'>> {
    const { campaign, creatives } = await this.create(account, document);
    for (const creative of creatives) {
      await new ReviewCreative(this.database).run({ creative, decision: 'approve', now: this.now, actor: 'system' });
    }
    await this.set(campaign, 'active');
    return campaign;
  }

  async set(campaign: Id<'cmp'>, status: 'active' | 'paused' | 'archived', part: { adSet?: string; ad?: string } = {}) {
    const change = { campaign, ...part, status, now: this.now, actor: 'system' } as Parameters<SetCampaignStatus['run']>[0];
    return new SetCampaignStatus(this.database).run(change);
  }

  async update(campaign: Id<'cmp'>, document: CampaignDocument, madeFrom?: number) {
    return new UpdateCampaign(this.database, this.random).run({ campaign, document, madeFrom, now: this.now, actor: 'system' });
  }

  async copy(campaign: Id<'cmp'>, name?: string) {
    return new CopyCampaign(this.database, this.random).run({ campaign, name, now: this.now, actor: 'system' });
  }

  async show(campaign: Id<'cmp'>): Promise<CampaignDetail> {
    const detail = await new GetCampaign(this.database).run({ campaign, now: this.now });
    if (!detail) throw new Error('there is no such campaign');
    return detail;
  }

  async versions(campaign: Id<'cmp'>) {
    return (await new ListCampaignVersions(this.database).run({ campaign })).items;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

type Draft = CampaignDraft & { adSets: [CampaignDraft['adSets'][number], ...CampaignDraft['adSets']] };

/** A campaign of one ad set with two ads that pays per impression; `change` edits the draft. */
export function bookDraft(change: (draft: Draft) => void = () => undefined): CampaignDraft {
  const creative = { format: 'native_post' as const, headline: 'Read more', landingUrl: 'https://books.example/autumn' };
  const draft: Draft = {
    name: 'Autumn books',
    objective: 'reach',
    budgets: { dailyMicros: null, lifetimeMicros: '50000000' },
    schedule: { startsAt: new Date(start).toISOString(), endsAt: null },
    adSets: [
      {
        name: 'readers',
        goal: 'reach',
        billingEvent: 'impression',
        bidMicros: '2000000',
        targeting: { all: [] },
        ads: [
          { name: 'one', creative },
          { name: 'two', creative: { ...creative, headline: 'Read on' } },
        ],
      },
    ],
  };
  change(draft);
  return draft;
}
