import { fail, redirect } from '@sveltejs/kit';
import { signUp, type SessionView } from '@flywheel/http/session';
import { homeOf } from '#lib/api/home.ts';
import { apiFor } from '#lib/server/api.ts';
import { fieldMessages, readFields } from '#lib/server/fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  if (locals.session !== null) redirect(303, homeOf(locals.session));
  return { title: 'Open an advertiser account' };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const typed = readFields(form, ['email', 'displayName', 'company', 'domain', 'country']);
    const { country, ...rest } = typed;
    const parsed = signUp.safeParse({ ...rest, password: form.get('password'), ...(country !== '' && { country: country.toUpperCase() }) });
    if (!parsed.success) return fail(422, { message: 'Some fields need another look.', fields: fieldMessages(parsed.error), typed });
    const answer = await apiFor(event).sendAndKeepCookies<SessionView>('POST', '/v1/people/sign-up', parsed.data);
    if (answer.ok) redirect(303, homeOf(answer.value));
    const { status, title, detail, field } = answer.refusal;
    const fields: Record<string, string> = field === undefined ? {} : { [field]: detail ?? title };
    return fail(status === 0 ? 503 : status, { message: detail ?? title, fields, typed });
  },
};
