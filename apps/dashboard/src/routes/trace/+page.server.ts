import { error } from '@sveltejs/kit';
import type { CellTrace } from '@flywheel/http/traces';
import { addDays } from '#lib/api/days.ts';
import { rangeText } from '#lib/format/range-text.ts';
import { apiFor } from '#lib/server/api.ts';
import { cellQuery, readTrace } from '#lib/trace/trace-address.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const address = readTrace(event.url.searchParams);
  const { report, from, to } = address;
  if (report === undefined || from === undefined || to === undefined) error(404, { message: 'This address names no amount of a report.' });
  const after = event.url.searchParams.get('after') ?? undefined;
  const trace = await apiFor(event).get<CellTrace>(`/v1/trace/batches?${cellQuery(address, { after })}`);
  if (!trace.ok && trace.refusal.status === 404) error(404, { message: 'There is no such amount, or it is somebody else’s.' });
  const days = trace.ok ? rangeText(trace.value.from, addDays(trace.value.to, -1)) : rangeText(from, to);
  return { title: 'What it is made of', address, trace, days, exportHref: `/v1/trace/batches.csv?${cellQuery(address)}` };
};
