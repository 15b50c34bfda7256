import { error, type RequestEvent } from '@sveltejs/kit';
import { ownedBy } from '#lib/api/home.ts';
import { scopeOf, type ScopeView } from '#lib/api/scope.ts';

/** The creator whose numbers a page shows: `?creator=` if it is the person's, else their first. */
export function creatorScope(event: Pick<RequestEvent, 'locals' | 'url'>): ScopeView {
  const scope = scopeOf({ label: 'Creator', parameter: 'creator', options: ownedBy(event.locals.session, 'creator') }, event.url);
  return scope ?? error(403, { message: 'No creator belongs to you yet.' });
}

/** The advertiser's account whose numbers a page shows: `?account=` if it is the person's, else their first. */
export function accountScope(event: Pick<RequestEvent, 'locals' | 'url'>): ScopeView {
  const scope = scopeOf({ label: 'Account', parameter: 'account', options: ownedBy(event.locals.session, 'account') }, event.url);
  return scope ?? error(403, { message: 'No advertiser account belongs to you yet.' });
}
