import type { Principal } from '@flywheel/http/roles';
import type { TraceScope, TraceView } from '@flywheel/http/traces';

/** Whose eyes a scope stands for: the columns follow from it, whoever asks. */
export function eyesOf(scope: TraceScope): TraceView {
  if (scope.creator !== undefined) return 'creator';
  return scope.account !== undefined || scope.campaign !== undefined ? 'advertiser' : 'finance';
}

/** Whether somebody may look with those eyes. */
export type EyesVerdict =
  | { readonly outcome: 'allowed' | 'forbidden' | 'hidden' }
  | { readonly outcome: 'refused'; readonly field: string; readonly detail: string };

/**
 * Finance and API keys (whose scope the gate has checked) look with any eyes. Advertisers and creators look with those of an account or
 * creator they hold a role for, and must name it; what is somebody else's is not there.
 */
export function mayLook(principal: Principal, scope: TraceScope): EyesVerdict {
  if (principal.kind === 'public') return { outcome: 'forbidden' };
  if (principal.kind === 'key' || principal.roles.some((held) => held.role.startsWith('finance.'))) return { outcome: 'allowed' };
  const owned = principal.roles.filter((held) => held.account !== undefined || held.creator !== undefined);
  if (owned.length === 0) return { outcome: 'forbidden' };
  if (scope.account === undefined && scope.creator === undefined) {
    const field = owned.some((held) => held.account !== undefined) ? 'account' : 'creator';
    return { outcome: 'refused', field, detail: 'say whose amounts' };
  }
  const holds = (field: 'account' | 'creator') => scope[field] === undefined || owned.some((held) => held[field] === scope[field]);
  return { outcome: holds('account') && holds('creator') ? 'allowed' : 'hidden' };
}
