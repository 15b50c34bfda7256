import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { areasOf, type Area } from '#lib/api/home.ts';

/** Lets a request into an area. Nobody signed in: to the sign-in page and back afterwards. A person without a role there: 403. */
export function enter(area: Area, event: Pick<RequestEvent, 'locals' | 'url'>): void {
  if (event.locals.session === null) redirect(303, `/sign-in?back=${encodeURIComponent(event.url.pathname + event.url.search)}`);
  if (!areasOf(event.locals.session).includes(area)) {
    error(403, { message: `Your role does not open the ${area} pages. An administrator can give you one that does.` });
  }
}
