import type { ReportScope } from '@flywheel/http/reports';
import type { HeldRole, Principal } from '@flywheel/http/roles';
import type { ReportDefinition } from '@flywheel/reporting';

/** `hidden`: it is someone else's, and not even its existence is told. `unscoped`: the scope must name whose numbers. */
export type AskVerdict =
  { readonly outcome: 'allowed' } | { readonly outcome: 'forbidden' | 'hidden' } | { readonly outcome: 'unscoped'; readonly field: string };

/**
 * Whether `principal` may ask this report about `scope`. Advertisers and creators ask about their own account or creator only, and must
 * name it; the operator's roles about anything. API keys with reports:read ask everything but the books, which take ledger:read.
 */
export function mayAsk(principal: Principal, report: ReportDefinition, scope: ReportScope): AskVerdict {
  const named = missingField(report, scope);
  if (principal.kind === 'public') return { outcome: 'forbidden' };
  if (principal.kind === 'key') {
    const needed = report.name === 'ledger-by-account' ? 'ledger:read' : 'reports:read';
    return principal.scopes.includes(needed) ? named : { outcome: 'forbidden' };
  }
  const reading = principal.roles.filter((held) => report.readers.includes(groupOf(held)));
  if (reading.length === 0) return { outcome: 'forbidden' };
  if (reading.some((held) => held.account === undefined && held.creator === undefined)) return named;
  const field = report.scope === 'creator' ? 'creator' : 'account';
  if (scope[field] === undefined) return { outcome: 'unscoped', field: `scope.${field}` };
  return reading.some((held) => held[field] === scope[field]) ? named : { outcome: 'hidden' };
}

function missingField(report: ReportDefinition, scope: ReportScope): AskVerdict {
  const field = report.scope === 'campaign' || report.scope === 'creator' ? report.scope : undefined;
  return field !== undefined && scope[field] === undefined ? { outcome: 'unscoped', field: `scope.${field}` } : { outcome: 'allowed' };
}

function groupOf(held: HeldRole): ReportDefinition['readers'][number] {
  return held.role.split('.')[0] as ReportDefinition['readers'][number];
}
