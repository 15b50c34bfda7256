export { readSafety, writeSafety, type StoredSafety } from './account-safety.ts';
export { giveCreditBack, setCreditLimit, takeCredit } from './credit.ts';
export { insertAccount, listAccounts, lockAccount, type StoredAccount } from './accounts.ts';
export { listPayments, readPayment } from './payments.ts';
