import { readOpenMinute, type BatchName, type CheckedBatch } from '@flywheel/analytics/traces';
import type { Principal } from '@flywheel/http/roles';
import type { TraceScope, TraceView } from '@flywheel/http/traces';
import type { Id } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { withAccount } from '../campaign-account.ts';
import { readBatchName } from '@flywheel/http/batch-name';
import { checkOne } from './batch-views.ts';
import type { TraceRefusal } from './trace-cell.ts';
import { eyesOf, mayLook } from './trace-eyes.ts';

/** A batch that may be looked at, or a minute that is not sealed yet (then `stored` is undefined). */
export type OpenedBatch = {
  readonly name: BatchName;
  readonly view: TraceView;
  readonly account: Id<'acc'>;
  readonly currency: string;
  readonly creator: string | undefined;
  readonly stored: CheckedBatch | undefined;
  /** What an unsealed minute holds so far. */
  readonly open: { readonly rows: number; readonly amountMicros: bigint } | undefined;
  readonly ruleVersion: number | undefined;
};

/** Finds a batch and whether this person may look at it with these eyes; an advertiser's eyes see his campaigns' batches alone. */
export async function openBatch(
  tx: Tx,
  request: { batch: string; scope: TraceScope; principal: Principal },
): Promise<OpenedBatch | TraceRefusal> {
  const scope = await lookingScope(tx, request);
  if ('outcome' in scope) return scope;
  const name = readBatchName(request.batch);
  const found = name && (await findBatch(tx, name));
  if (!name || !found) return { outcome: 'hidden' };
  if (scope.account !== undefined && scope.account !== found.account) return { outcome: 'hidden' };
  if (scope.campaign !== undefined && scope.campaign !== name.campaign) return { outcome: 'hidden' };
  return { name, view: eyesOf(scope), creator: scope.creator, ...found };
}

/** The scope with its campaign's account, if this person may look with its eyes. */
export async function lookingScope(
  tx: Tx,
  { scope, principal }: { scope: TraceScope; principal: Principal },
): Promise<TraceScope | TraceRefusal> {
  const { account, campaign, creator } = scope;
  const full = await withAccount(tx, { ...(account && { account }), ...(campaign && { campaign }), ...(creator && { creator }) });
  if (!full) return { outcome: 'hidden' };
  const look = mayLook(principal, full);
  return look.outcome === 'allowed' ? full : (look as TraceRefusal);
}

async function findBatch(
  tx: Tx,
  name: BatchName,
): Promise<Pick<OpenedBatch, 'account' | 'currency' | 'stored' | 'open' | 'ruleVersion'> | undefined> {
  const stored = await checkOne(tx, name);
  if (stored) {
    const { account, currency, found } = stored;
    return { account, currency, stored, open: undefined, ruleVersion: found?.ruleVersion ?? undefined };
  }
  const open = name.gen === 0 ? await readOpenMinute(tx, name) : undefined;
  return open && { account: open.account, currency: open.currency, stored: undefined, open, ruleVersion: open.ruleVersion };
}
