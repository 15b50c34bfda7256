import { redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/api/home.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => redirect(303, homeOf(locals.session));
