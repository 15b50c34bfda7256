import type { EvidenceView } from '@flywheel/http/evidence';
import { accountsQuery, entriesQuery, type LedgerAccount, type LedgerEntry, type TrialBalanceView } from '@flywheel/http/ledger';
import { apiFor } from '#lib/server/api.ts';
import { askPage } from '#lib/server/ask.ts';
import { pageRange } from '#lib/server/page-range.ts';
import type { PageServerLoad } from './$types';

const pageLength = 50;
const movementRows = 100;

export const load: PageServerLoad = async (event) => {
  const { world } = await event.parent();
  const range = pageRange(event, world, 'none');
  const asked = event.url.searchParams;
  const code = accountsQuery.safeParse({ code: asked.get('code') ?? undefined }).data?.code;
  const filter = entriesQuery.safeParse({
    account: asked.get('ledger') ?? undefined,
    after: asked.get('after') ?? undefined,
    limit: pageLength,
  });
  const query = new URLSearchParams({ limit: String(pageLength) });
  if (filter.data?.account) query.set('account', filter.data.account);
  if (filter.data?.after) query.set('after', filter.data.after);
  const api = apiFor(event);
  const [balance, accounts, entries, movements, evidence] = await Promise.all([
    api.get<TrialBalanceView>('/v1/ledger/trial-balance'),
    code ? api.get<{ accounts: LedgerAccount[] }>(`/v1/ledger/accounts?code=${code}&limit=200`) : null,
    api.get<{ entries: LedgerEntry[]; next: string | null }>(`/v1/ledger/entries?${query.toString()}`),
    askPage(api, range, {}, [{ id: 'movements', report: 'ledger-by-account', by: 'ledger_account', limit: movementRows }]),
    api.get<EvidenceView>('/v1/evidence'),
  ]);
  return {
    title: 'Ledger',
    range,
    movements,
    balance,
    accounts,
    entries,
    evidence,
    code: code ?? null,
    ledger: filter.data?.account ?? null,
  };
};
