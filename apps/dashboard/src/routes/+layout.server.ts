import { error } from '@sveltejs/kit';
import type { WorldView } from '@flywheel/http/world';
import { apiFor } from '#lib/server/api.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const world = await apiFor(event).get<WorldView>('/v1/world');
  if (!world.ok) error(503, { message: world.refusal.title, ...(world.refusal.requestId && { requestId: world.refusal.requestId }) });
  return { session: event.locals.session, theme: event.locals.theme, world: world.value };
};
