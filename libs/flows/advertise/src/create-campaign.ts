import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockAccount } from '@flywheel/database/accounts';
import { saveCampaign, type StoredCampaign } from '@flywheel/database/campaigns';
import { newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { buildTree } from './build-tree.ts';
import { checkDocument, type DocumentFault } from './check-document.ts';
import { keepReach, measureAdSets, reachFault } from './measure-ad-sets.ts';

export type CampaignToCreate = {
  account: Id<'acc'>;
  document: unknown;
  now: Instant;
  actor: string;
  /** The campaign it copies: its creatives are kept with their reviews. */
  copyOf?: StoredCampaign | undefined;
};

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

  async run(request: CampaignToCreate): Promise<CreateOutcome> {
    return this.database.inTransaction((tx) => createCampaign(tx, request, this.random));
  }
}

/** The same inside the caller's transaction; a refusal has written nothing. */
export async function createCampaign(tx: Tx, request: CampaignToCreate, random: Random): Promise<CreateOutcome> {
  const { account, document, now, actor, copyOf } = request;
  if (!(await lockAccount(tx, account))) return { outcome: 'refused', reason: 'unknown-account' };
  const checked = await checkDocument(tx, document);
  if (checked.outcome === 'refused') return checked;
  const campaign = newId('cmp', now, random);
  const before = copyOf && { document: copyOf.document, configuredStatus: 'draft' as const };
  const tree = buildTree({ account, campaign, version: 1, document: checked.document, before, actor, now }, random);
  const measured = await measureAdSets(tx, account, tree.adSets);
  const fault = reachFault(measured, 'draft');
  if (fault) return fault;
  await saveCampaign(tx, tree);
  await keepReach(tx, measured, now);
  const detail = copyOf && { detail: { copyOf: copyOf.campaign } };
  await appendAudit(tx, { actor, action: 'campaign.create', subject: campaign, ...detail, now });
  return { outcome: 'created', campaign, version: 1, creatives: tree.creatives.map((each) => each.creative) };
}
