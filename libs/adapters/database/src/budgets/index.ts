export { closeExpiredLeases, returnLeases } from './close-leases.ts';
export { beat, stopBeating } from './deciders.ts';
export { ensureBudget, ensureBudgets, readBudgets } from './ensure-budget.ts';
export { readLeases, writeReserved } from './follow-leases.ts';
export { grantLeases, readUnspent, type LeaseWish } from './grant-leases.ts';
export { lowerCaps, readFundingWork } from './funding-work.ts';
export { lockCampaignBudgets } from './lock-budgets.ts';
export { readFundedHolders, readHolders, type StoredHolder } from './read-holders.ts';
