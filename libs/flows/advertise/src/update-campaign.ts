import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { lockCampaign, saveCampaign } from '@flywheel/database/campaigns';
import type { Id, Instant, Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { alignFunding, wantedFunding } from './align-funding.ts';
import { buildTree } from './build-tree.ts';
import { checkDocument, type DocumentFault } from './check-document.ts';
import { keepReach, measureAdSets, reachFault } from './measure-ad-sets.ts';

/** `madeFrom`: the version that the document was made from, where the caller knows it. */
export type CampaignToUpdate = { campaign: Id<'cmp'>; document: unknown; madeFrom?: number | undefined; now: Instant; actor: string };

export type UpdateOutcome =
  | { outcome: 'saved'; version: number; creatives: ReadonlyArray<Id<'crv'>> }
  | { outcome: 'refused'; reason: 'unknown-campaign' | 'archived' }
  | { outcome: 'refused'; reason: 'outdated'; madeFrom: number; version: number }
  | DocumentFault;

/**
 * Saves a changed document as the next version, unless another was saved since the one it was made from; changed creatives wait for
 * review, a changed budget moves the money set aside.
 */
export class UpdateCampaign {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run(request: CampaignToUpdate): Promise<UpdateOutcome> {
    return this.database.inTransaction((tx) => updateCampaign(tx, request, this.random));
  }
}

/** The same inside the caller's transaction; a refusal has written nothing. */
export async function updateCampaign(tx: Tx, request: CampaignToUpdate, random: Random): Promise<UpdateOutcome> {
  const { campaign, document, now, actor } = request;
  const before = await lockCampaign(tx, campaign);
  if (!before) return { outcome: 'refused', reason: 'unknown-campaign' };
  if (before.configuredStatus === 'archived') return { outcome: 'refused', reason: 'archived' };
  const { madeFrom = before.version } = request;
  if (madeFrom !== before.version) return { outcome: 'refused', reason: 'outdated', madeFrom, version: before.version };
  const checked = await checkDocument(tx, document);
  if (checked.outcome === 'refused') return checked;
  const version = before.version + 1;
  const tree = buildTree({ account: before.account, campaign, version, document: checked.document, before, actor, now }, random);
  const measured = await measureAdSets(tx, before.account, tree.adSets);
  const fault = reachFault(measured, before.configuredStatus === 'active' ? 'active' : 'draft');
  if (fault) return fault;
  await saveCampaign(tx, tree);
  await keepReach(tx, measured, now);
  await appendAudit(tx, { actor, action: 'campaign.update', subject: campaign, detail: { version }, now });
  if (before.configuredStatus === 'active') {
    const after = { ...before, ...tree.campaign };
    await alignFunding(tx, after, wantedFunding({ ...after, adSets: tree.adSets }), { ref: `version:${version}`, now, actor });
  }
  return { outcome: 'saved', version, creatives: tree.creatives.map((each) => each.creative) };
}
