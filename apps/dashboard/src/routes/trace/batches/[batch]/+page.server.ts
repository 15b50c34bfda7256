import { error } from '@sveltejs/kit';
import type { BatchTrace, ChargeList } from '@flywheel/http/traces';
import { apiFor } from '#lib/server/api.ts';
import { chargesQuery, eyesQuery, readTrace } from '#lib/trace/trace-address.ts';
import type { PageServerLoad } from './$types';

const pageLength = 100;

export const load: PageServerLoad = async (event) => {
  const address = readTrace(event.url.searchParams);
  const skip = /^\d{1,8}$/.test(event.url.searchParams.get('skip') ?? '') ? Number(event.url.searchParams.get('skip')) : 0;
  const path = `/v1/trace/batches/${encodeURIComponent(event.params.batch)}`;
  const api = apiFor(event);
  const [batch, charges] = await Promise.all([
    api.get<BatchTrace>(`${path}?${eyesQuery(address)}`),
    api.get<ChargeList>(`${path}/charges?${chargesQuery(address, { skip: String(skip), limit: String(pageLength) })}`),
  ]);
  if (!batch.ok && batch.refusal.status === 404) error(404, { message: 'There is no such batch, or nothing in it is yours.' });
  return { title: 'Batch', address, batch, charges, skip, exportHref: `${path}/charges.csv?${chargesQuery(address)}` };
};
