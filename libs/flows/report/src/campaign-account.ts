import type { ReportScope } from '@flywheel/http/reports';
import { fromRowId } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** A campaign belongs to one account: the scope says so, or the campaign is not there. */
export async function withAccount(tx: Tx, scope: ReportScope): Promise<ReportScope | undefined> {
  if (scope.campaign === undefined) return scope;
  const { rows } = await tx.query<{ account: string }>('SELECT account_id AS account FROM campaign WHERE campaign_id = $1::uuid', [
    scope.campaign.slice(-32),
  ]);
  const account = rows[0] && fromRowId('acc', rows[0].account);
  if (account === undefined || (scope.account !== undefined && scope.account !== account)) return undefined;
  return { ...scope, account };
}
