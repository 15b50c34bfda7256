import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** Whoever signed in may open their own amounts; whose they are is the api's to judge. */
export const load: LayoutServerLoad = ({ locals, url }) => {
  if (locals.session === null) redirect(303, `/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`);
};
