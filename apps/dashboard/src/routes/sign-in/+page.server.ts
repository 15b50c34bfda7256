import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { demoSignIn, signIn, type SessionView } from '@flywheel/http/session';
import type { Answer } from '#lib/api/answer.ts';
import { homeOf } from '#lib/api/home.ts';
import { innerPath } from '#lib/api/inner-path.ts';
import { apiFor } from '#lib/server/api.ts';
import { fieldMessages, readFields } from '#lib/server/fields.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const back = innerPath(url.searchParams.get('back'));
  if (locals.session !== null) redirect(303, back === '/' ? homeOf(locals.session) : back);
  return { title: 'Sign in', back };
};

export const actions: Actions = {
  password: async (event) => {
    const form = await event.request.formData();
    const typed = { email: readFields(form, ['email']).email };
    const parsed = signIn.safeParse({ ...typed, password: form.get('password') });
    if (!parsed.success) return fail(422, { message: 'Fill in both fields.', fields: fieldMessages(parsed.error), typed });
    const answer = await apiFor(event).sendAndKeepCookies<SessionView>('POST', '/v1/session', parsed.data);
    return finish(event, answer, typed, form.get('back'));
  },
  demo: async (event) => {
    const form = await event.request.formData();
    const parsed = demoSignIn.safeParse({ role: form.get('role') });
    if (!parsed.success)
      return fail(422, { message: 'There is no such role.', fields: {} as Record<string, string>, typed: { email: '' } });
    const answer = await apiFor(event).sendAndKeepCookies<SessionView>('POST', '/v1/session/demo', parsed.data);
    return finish(event, answer, { email: '' }, form.get('back'));
  },
};

function finish(event: RequestEvent, answer: Answer<SessionView>, typed: { email: string }, back: FormDataEntryValue | null) {
  if (!answer.ok) {
    const { title, detail, requestId, status } = answer.refusal;
    const message = [detail ?? title, status >= 500 || status === 0 ? `(request ${requestId ?? 'without an id'})` : ''].join(' ').trim();
    return fail(status === 0 ? 503 : status, { message, fields: {} as Record<string, string>, typed });
  }
  const path = innerPath(back);
  redirect(303, path === '/' ? homeOf(answer.value) : path);
}
