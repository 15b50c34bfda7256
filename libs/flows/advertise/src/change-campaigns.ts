import type { Database } from '@flywheel/database';
import { readCampaign } from '@flywheel/database/campaigns';
import type { BulkItem } from '@flywheel/http/campaigns';
import { isId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import type { CopyOutcome } from './copy-campaign.ts';
import { createCampaign, type CreateOutcome } from './create-campaign.ts';
import { setStatus, type StatusOutcome } from './set-campaign-status.ts';
import { updateCampaign, type UpdateOutcome } from './update-campaign.ts';

export type CampaignChanges = { account: Id<'acc'>; items: readonly BulkItem[]; now: Instant; actor: string };

/** Why a campaign was not created, copied, saved or set to another status. */
export type CampaignRefusal = Extract<CopyOutcome | CreateOutcome | UpdateOutcome | StatusOutcome, { outcome: 'refused' }>;

/** `items` are in the order asked. A refusal names the item, counted from 0, and nothing of the whole request has happened. */
export type ChangesOutcome =
  | { outcome: 'changed'; items: ReadonlyArray<{ do: BulkItem['do']; campaign: Id<'cmp'>; version: number }> }
  | { outcome: 'refused'; item: number; refused: CampaignRefusal };

/** Creates, updates, starts, pauses and archives many campaigns of one account in one transaction: all of it happens, or nothing. */
export class ChangeCampaigns {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run(changes: CampaignChanges): Promise<ChangesOutcome> {
    try {
      return await this.database.inTransaction(async (tx) => {
        const items = [];
        for (const [at, item] of changes.items.entries()) items.push(await this.change(tx, changes, { item, at }));
        return { outcome: 'changed', items };
      });
    } catch (error) {
      if (error instanceof RefusedItem) return { outcome: 'refused', item: error.item, refused: error.refused };
      throw error;
    }
  }

  private async change(
    tx: Tx,
    { account, now, actor }: CampaignChanges,
    { item, at }: { item: BulkItem; at: number },
  ): Promise<{ do: BulkItem['do']; campaign: Id<'cmp'>; version: number }> {
    if (item.do === 'create') {
      const created = await createCampaign(tx, { account, document: item.document, now, actor }, this.random);
      if (created.outcome === 'refused') throw new RefusedItem(at, created);
      return { do: item.do, campaign: created.campaign, version: created.version };
    }
    const campaign = await this.own(tx, account, item.campaign);
    if (campaign === undefined) throw new RefusedItem(at, { outcome: 'refused', reason: 'unknown-campaign' });
    const changed =
      item.do === 'update'
        ? await updateCampaign(tx, { campaign, document: item.document, madeFrom: item.version, now, actor }, this.random)
        : await setStatus(tx, { campaign, ...partOf(item), status: item.status, now, actor });
    if (changed.outcome === 'refused') throw new RefusedItem(at, changed);
    return { do: item.do, campaign, version: changed.version };
  }

  /** Another account's campaign is as unknown as one that does not exist. */
  private async own(tx: Tx, account: Id<'acc'>, campaign: string): Promise<Id<'cmp'> | undefined> {
    const stored = isId('cmp', campaign) ? await readCampaign(tx, campaign) : undefined;
    return stored?.account === account ? stored.campaign : undefined;
  }
}

function partOf({ adSet, ad }: Extract<BulkItem, { do: 'status' }>): { adSet?: Id<'set'>; ad?: Id<'ad'> } {
  return { ...(isId('set', adSet) && { adSet }), ...(isId('ad', ad) && { ad }) };
}

/** Rolls the transaction back; never leaves this file. */
class RefusedItem extends Error {
  readonly item: number;
  readonly refused: CampaignRefusal;

  constructor(item: number, refused: CampaignRefusal) {
    super(`item ${item} is refused: ${refused.reason}`);
    this.item = item;
    this.refused = refused;
  }
}
