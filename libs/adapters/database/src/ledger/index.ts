export { LedgerRefusal, type LedgerRefusalReason } from './ledger-refusal.ts';
export { postEntries, postEntry, type Posted } from './post-entries.ts';
export { readBalances, readCreditBalance, type Balance } from './read-balances.ts';
