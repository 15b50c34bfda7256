import { redirect } from '@sveltejs/kit';
import { innerPath } from '#lib/api/inner-path.ts';
import { readTheme } from '#lib/api/theme.ts';
import type { Actions, PageServerLoad } from './$types';

const yearSeconds = 31_536_000;

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, cookies, url }) => {
    const form = await request.formData();
    cookies.set('theme', readTheme(form.get('theme')), {
      path: '/',
      maxAge: yearSeconds,
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
    });
    redirect(303, innerPath(form.get('back')));
  },
};
