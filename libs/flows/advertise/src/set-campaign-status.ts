import { mayChangeStatus, type ConfiguredStatus } from '@flywheel/campaigns';
import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { insertVersion, lockCampaign, writeStatus, type StatusSubject, type StoredCampaign } from '@flywheel/database/campaigns';
import { readDocument } from '@flywheel/http/campaigns';
import { isId, micros, type Id, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { alignFunding, wantedFunding } from './align-funding.ts';
import type { DocumentFault } from './check-document.ts';
import { keepReach, measureAdSets, reachFault } from './measure-ad-sets.ts';
import { withPartStatus } from './part-status.ts';

/** Without an ad set or an ad it is the campaign's own status. */
export type StatusChange = StatusSubject & { status: Exclude<ConfiguredStatus, 'draft'>; now: Instant; actor: string };

export type StatusOutcome =
  | { outcome: 'changed' | 'unchanged'; version: number }
  | { outcome: 'refused'; reason: 'unknown-campaign' | 'unknown-part' | 'archived' | 'not-possible' | 'last-part' }
  | DocumentFault;

/**
 * Starts, pauses or archives a campaign, an ad set or an ad; every change is a version. An active campaign sets money aside, as much as
 * the account has; archived gives the rest back. What would reach too few people is not started.
 */
export class SetCampaignStatus {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(change: StatusChange): Promise<StatusOutcome> {
    return this.database.inTransaction((tx) => setStatus(tx, change));
  }
}

/** The same inside the caller's transaction; a refusal has written nothing. */
export async function setStatus(tx: Tx, change: StatusChange): Promise<StatusOutcome> {
  const before = await lockCampaign(tx, change.campaign);
  if (!before) return { outcome: 'refused', reason: 'unknown-campaign' };
  return change.adSet === undefined && change.ad === undefined ? setOwn(tx, before, change) : setPart(tx, before, change);
}

async function setOwn(tx: Tx, before: StoredCampaign, change: StatusChange): Promise<StatusOutcome> {
  const { status, now, actor } = change;
  if (before.configuredStatus === status) return { outcome: 'unchanged', version: before.version };
  if (!mayChangeStatus(before.configuredStatus, status)) return { outcome: 'refused', reason: 'not-possible' };
  const fault = status === 'active' ? await tooFew(tx, before, undefined, now) : undefined;
  if (fault) return fault;
  const version = await keep(tx, before, change, { subject: 'campaign', document: readDocument(before.document) });
  const occasion = { ref: `${status}:${now}`, now, actor };
  if (status === 'active') await alignFunding(tx, before, wantedFunding(before), occasion);
  if (status === 'archived') await alignFunding(tx, before, micros(0n), occasion);
  return { outcome: 'changed', version };
}

async function setPart(tx: Tx, before: StoredCampaign, change: StatusChange): Promise<StatusOutcome> {
  if (before.configuredStatus === 'archived') return { outcome: 'refused', reason: 'archived' };
  const changed = withPartStatus(readDocument(before.document), change);
  switch (changed.outcome) {
    case 'unknown-part':
    case 'last-part':
      return { outcome: 'refused', reason: changed.outcome };
    case 'unchanged':
      return { outcome: 'unchanged', version: before.version };
    case 'changed':
      break;
  }
  const starts = change.status === 'active' && before.configuredStatus === 'active' && change.adSet !== undefined;
  const fault = starts ? await tooFew(tx, before, change.adSet, change.now) : undefined;
  if (fault) return fault;
  const subject = change.ad === undefined ? 'ad-set' : 'ad';
  const version = await keep(tx, before, change, { subject, document: changed.document });
  // An archived ad set gives back the budget it had.
  if (change.status === 'archived' && change.ad === undefined && before.configuredStatus === 'active') {
    const after = { ...before, adSets: before.adSets.filter((each) => each.adSet !== change.adSet) };
    await alignFunding(tx, after, wantedFunding(after), { ref: `version:${version}`, now: change.now, actor: change.actor });
  }
  return { outcome: 'changed', version };
}

/** Measures the ad sets that a start would let serve: all of them, or the named one. A fault means that they stay as they are. */
async function tooFew(tx: Tx, before: StoredCampaign, only: Id<'set'> | undefined, now: Instant): Promise<DocumentFault | undefined> {
  const sets = readDocument(before.document).adSets.flatMap(({ id, ...set }) => (isId('set', id) ? [{ ...set, adSet: id }] : []));
  const serves = new Set(sets.flatMap(({ adSet, status }) => (status === 'active' ? [adSet] : [])));
  const measured = await measureAdSets(tx, before.account, sets, (adSet) => (only === undefined ? serves.has(adSet) : adSet === only));
  const fault = reachFault(measured, 'active');
  if (!fault) await keepReach(tx, measured, now);
  return fault;
}

type Kept = { subject: 'campaign' | 'ad-set' | 'ad'; document: unknown };

async function keep(tx: Tx, before: StoredCampaign, change: StatusChange, { subject, document }: Kept): Promise<number> {
  const { campaign, status, now, actor } = change;
  const version = before.version + 1;
  const action = `${subject}.${status}`;
  await writeStatus(tx, { ...change, version });
  await insertVersion(tx, {
    ...{ campaign, version, document, cause: action, savedAt: now },
    status: subject === 'campaign' ? status : before.configuredStatus,
    savedBy: isId('usr', actor) ? actor : undefined,
  });
  const part = change.ad ?? change.adSet;
  await appendAudit(tx, { actor, action, subject: part ?? campaign, detail: { version, ...(part && { campaign }) }, now });
  return version;
}
