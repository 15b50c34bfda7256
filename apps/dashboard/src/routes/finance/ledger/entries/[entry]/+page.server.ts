import { error } from '@sveltejs/kit';
import type { LedgerEntryDetail } from '@flywheel/http/ledger';
import { apiFor } from '#lib/server/api.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const answer = await apiFor(event).get<LedgerEntryDetail>(`/v1/ledger/entries/${encodeURIComponent(event.params.entry)}`);
  if (!answer.ok && answer.refusal.status === 404) error(404, { message: 'There is no such ledger entry.' });
  return { title: 'Ledger entry', answer };
};
