import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount, saveCampaign } from '@flywheel/database/campaigns';
import { newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import { buildTree } from './build-tree.ts';
import { checkDocument, type DocumentFault } from './check-document.ts';

export type CampaignToCreate = { account: Id<'acc'>; document: unknown; now: Instant; actor: string };

export type CreateOutcome =
  | { outcome: 'created'; campaign: Id<'cmp'>; version: 1; creatives: ReadonlyArray<Id<'crv'>> }
  | { outcome: 'refused'; reason: 'unknown-account' }
  | DocumentFault;

/** Saves a whole campaign as a draft: version 1, every creative waiting for review, no money moved. */
export class CreateCampaign {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ account, document, now, actor }: CampaignToCreate): Promise<CreateOutcome> {
    return this.database.inTransaction(async (tx) => {
      if (!(await lockAccount(tx, account))) return { outcome: 'refused', reason: 'unknown-account' };
      const checked = await checkDocument(tx, document);
      if (checked.outcome === 'refused') return checked;
      const campaign = newId('cmp', now, this.random);
      const tree = buildTree({ account, campaign, version: 1, document: checked.document, before: undefined, actor, now }, this.random);
      await saveCampaign(tx, tree);
      await appendAudit(tx, { actor, action: 'campaign.create', subject: campaign, now });
      return { outcome: 'created', campaign, version: 1, creatives: tree.creatives.map((each) => each.creative) };
    });
  }
}
