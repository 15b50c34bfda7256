import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import type { SessionView } from '@flywheel/http/session';
import { apiFor } from '#lib/server/api.ts';
import { apiOriginOf } from '#lib/server/api-origin.ts';
import { readTheme } from '#lib/api/theme.ts';

/** Answers of the api and pages are the person's own: no shared cache may keep them. */
const privately = 'private, no-store';

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.apiOrigin = apiOriginOf(event);
  event.locals.theme = readTheme(event.cookies.get('theme'));
  event.locals.session = null;
  if (event.route.id !== null) {
    const answer = await apiFor(event).get<SessionView>('/v1/session');
    event.locals.session = answer.ok ? answer.value : null;
  }
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%flywheel.theme%', event.locals.theme),
  });
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('referrer-policy', 'same-origin');
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', privately);
  return response;
};

/** A fetch of our own api from a universal load stays on this machine instead of leaving by the public name. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/v1/')) return fetch(request);
  const inward = new Request(`${event.locals.apiOrigin}${url.pathname}${url.search}`, request);
  for (const name of ['cookie', 'x-forwarded-for']) {
    const value = event.request.headers.get(name);
    if (value !== null) inward.headers.set(name, value);
  }
  return fetch(inward);
};

export const handleError: HandleServerError = (caught) => {
  if (caught.kind !== 'unknown') return {};
  console.error(JSON.stringify({ level: 'error', at: 'page', path: caught.event.url.pathname, error: String(caught.error) }));
  return { message: 'Something broke while making this page' };
};
