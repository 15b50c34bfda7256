import { fail, redirect } from '@sveltejs/kit';
import { bootstrap, type SessionView } from '@flywheel/http/session';
import { homeOf } from '#lib/api/home.ts';
import { apiFor } from '#lib/server/api.ts';
import { fieldMessages, readFields } from '#lib/server/fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.session !== null) redirect(303, homeOf(locals.session));
  return { title: 'The first administrator', token: url.searchParams.get('token') ?? '' };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = readFields(form, ['email', 'displayName']);
    const parsed = bootstrap.safeParse({ ...typed, token: form.get('token'), password: form.get('password') });
    if (!parsed.success) {
      const fields = fieldMessages(parsed.error);
      const message = fields['token']
        ? 'This link is not whole: copy it again from where it was printed.'
        : 'Some fields need another look.';
      return fail(422, { message, fields, typed });
    }
    const answer = await apiFor(event).sendAndKeepCookies<SessionView>('POST', '/v1/people/bootstrap', parsed.data);
    if (answer.ok) redirect(303, homeOf(answer.value));
    const { status, title, detail, field } = answer.refusal;
    const fields: Record<string, string> = field === undefined ? {} : { [field]: detail ?? title };
    return fail(status === 0 ? 503 : status, { message: detail ?? title, fields, typed });
  },
};
