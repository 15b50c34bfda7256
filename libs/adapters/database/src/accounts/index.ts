export { readSafety, writeSafety, type StoredSafety } from './account-safety.ts';
export { giveCreditBack, setCreditLimit } from './credit.ts';
export { insertAccount, listAccounts, lockAccount, type StoredAccount } from './accounts.ts';
