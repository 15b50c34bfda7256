import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateCampaign, SetCampaignStatus } from '@flywheel/advertise';
import { Database } from '@flywheel/database';
import { unpackSlots } from '@flywheel/database/decisions';
import { fromRowId, seededRandom, type Id } from '@flywheel/primitives';
import { ReviewCreative } from '@flywheel/review';
import { putLoad, type Server } from './child.ts';
import { oneAdCampaign } from './one-ad-campaign.ts';
import { openOwner, type Asked, type OwnerSession } from './owner-session.ts';

/** How long after its 200 a change was still decided by: the last decision of the old state, in ms; 0 where there was none. */
export type Lag = { changes: number; ofThemServing: number; worstMs: number; p99Ms: number };

/** The version before a change, and when its 200 came. */
type Change = { before: number; at: number };

/** Campaigns of one advertiser that each win their own topic, over whatever else the world holds. */
export class ChangingCampaigns {
  private readonly url: string;
  private readonly server: Server;
  private readonly key: string;
  private readonly campaigns: Id<'cmp'>[] = [];
  private owner: OwnerSession | undefined;

  constructor(url: string, server: Server, key: string) {
    this.url = url;
    this.server = server;
    this.key = key;
  }

  /** Launches `count` of them through the product's own flows and signs their owner in. */
  async launch(count: number): Promise<void> {
    const random = seededRandom('changing campaigns');
    const database = new Database({ url: this.url, poolSize: 2 });
    try {
      await database.ready();
      const stamp = { now: database.clock.now(), actor: 'system' };
      this.owner = await openOwner(database, { name: 'changing', server: this.server, random });
      const { account } = this.owner;
      for (let n = 0; n < count; n += 1) {
        const created = await new CreateCampaign(database, random).run({ account, document: documentOf(n, stamp.now), ...stamp });
        if (created.outcome !== 'created') throw new Error(`a campaign was refused: ${JSON.stringify(created)}`);
        await new SetCampaignStatus(database).run({ campaign: created.campaign, status: 'active', ...stamp });
        for (const creative of created.creatives) await new ReviewCreative(database).run({ creative, decision: 'approve', ...stamp });
        this.campaigns.push(created.campaign);
      }
    } finally {
      await database.close();
    }
  }

  /** Pauses every campaign while requests for all topics come in; the lag is read from the decisions that were recorded. */
  async pauseUnderLoad(folder: string, rate: number): Promise<Lag> {
    return this.underLoad(folder, rate, this.campaigns, async (campaign) => {
      await this.ask('POST', `/v1/campaigns/${campaign}/status`, { status: 'paused' });
    });
  }

  /** Doubles the bid of the first `count` campaigns under the same load; the old bid may still win for a while. */
  async editUnderLoad(folder: string, rate: number, count: number): Promise<Lag> {
    return this.underLoad(folder, rate, this.campaigns.slice(0, count), async (campaign) => {
      const { body } = await this.ask('GET', `/v1/campaigns/${campaign}`);
      const { document } = body as { document: { adSets: { bidMicros: string }[] } };
      for (const set of document.adSets) set.bidMicros = String(BigInt(set.bidMicros) * 2n);
      await this.ask('PUT', `/v1/campaigns/${campaign}`, document);
    });
  }

  private async underLoad(
    folder: string,
    rate: number,
    changed: readonly Id<'cmp'>[],
    change: (campaign: Id<'cmp'>) => Promise<void>,
  ): Promise<Lag> {
    const bodies = join(folder, 'topics.ndjson');
    writeFileSync(bodies, this.campaigns.map((_, n) => JSON.stringify(requestFor(n))).join('\n'));
    const seconds = 15 + Math.ceil(changed.length / 40);
    const began = Date.now();
    const load = putLoad({ url: this.server.url, key: this.key, bodies, seconds, connections: 32, rate });
    await wait(8000);
    const changes = new Map<Id<'cmp'>, Change>();
    for (const campaign of changed) {
      const { body } = await this.ask('GET', `/v1/campaigns/${campaign}`);
      await change(campaign);
      changes.set(campaign, { before: (body as { version: number }).version, at: Date.now() });
      await wait(10);
    }
    await load;
    await wait(1000);
    return this.lagOf(changes, began);
  }

  /** Decisions that still named the version from before the change, against the moment its 200 came. */
  private async lagOf(changes: ReadonlyMap<Id<'cmp'>, Change>, since: number): Promise<Lag> {
    const last = new Map<Id<'cmp'>, number>();
    const database = new Database({ url: this.url, poolSize: 1 });
    for (let from = since; from < Date.now(); from += 5000) {
      const { rows } = await database.read.query<{ decision_id: string; decided_at: Date; slots: Buffer }>(
        'SELECT decision_id, decided_at, slots FROM decision WHERE decided_at >= $1 AND decided_at < $2',
        [new Date(from), new Date(from + 5000)],
      );
      for (const row of rows) {
        for (const { campaign, campaignVersion } of unpackSlots(fromRowId('dec', row.decision_id), row.slots)) {
          const change = changes.get(campaign);
          if (change && campaignVersion <= change.before) last.set(campaign, Math.max(last.get(campaign) ?? 0, row.decided_at.getTime()));
        }
      }
    }
    await database.close();
    const lags = [...changes].map(([campaign, { at }]) => Math.max(0, (last.get(campaign) ?? 0) - at)).toSorted((a, b) => a - b);
    return {
      changes: changes.size,
      ofThemServing: last.size,
      worstMs: lags.at(-1) ?? 0,
      p99Ms: lags[Math.floor(lags.length * 0.99)] ?? 0,
    };
  }

  private ask(method: string, path: string, body?: unknown): Promise<Asked> {
    if (!this.owner) throw new Error('campaigns are launched before they are changed');
    return this.owner.ask(method, path, body);
  }
}

function documentOf(n: number, now: number): unknown {
  return oneAdCampaign({ name: `Topic ${n}`, targeting: { attr: 'keyvalue', op: 'in', values: [`own=${n}`] }, now });
}

function requestFor(n: number): unknown {
  return {
    placements: [{ id: 'feed', format: 'native_post' }],
    context: { device: 'phone', country: 'NL', keyValues: { own: String(n) } },
  };
}
