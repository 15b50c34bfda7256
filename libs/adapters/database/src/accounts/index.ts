export { readSafety, writeSafety, type StoredSafety } from './account-safety.ts';
export { insertAccount, listAccounts, lockAccount, type StoredAccount } from './accounts.ts';
