export { entryIdOf } from './entry-id.ts';
export { LedgerRefusal, type LedgerRefusalReason } from './ledger-refusal.ts';
export { listAccounts, type AccountRow } from './list-accounts.ts';
export { listEntries, type EntryFilter, type EntryRow } from './list-entries.ts';
export { postEntries, postEntry, type Posted } from './post-entries.ts';
export { readBalances, readBalancesAsOf, readCreditBalance, type Balance } from './read-balances.ts';
export { readBatchProof, type BatchProof } from './read-batch-proof.ts';
export { readRelated } from './read-related.ts';
export { readTrialBalance, type TrialRow } from './read-trial-balance.ts';
