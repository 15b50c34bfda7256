import { tailQuery, type EventTail } from '@flywheel/http/event-tail';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

const shown = 100;

export const load: PageServerLoad = async (event) => {
  event.depends('ingest:tail');
  await event.parent();
  const asked = (name: 'kind' | 'outcome' | 'reason'): string | null => {
    const value = event.url.searchParams.get(name);
    return value !== null && tailQuery.shape[name].safeParse(value).success ? value : null;
  };
  const filter = { kind: asked('kind'), outcome: asked('outcome'), reason: asked('reason') };
  const query = new URLSearchParams({ limit: String(shown) });
  for (const [name, value] of Object.entries(filter)) if (value !== null) query.set(name, value);
  const tail = await apiFor(event).get<EventTail>(`/v1/ingest/tail?${query.toString()}`);
  return { title: 'Live tail', tail, filter, shown };
};
