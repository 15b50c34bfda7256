export { closeExpiredLeases, closeLeases, returnLeases, type LeaseToReturn, type ReturnedLease } from './close-leases.ts';
export { beat, stopBeating } from './deciders.ts';
export { ensureBudget, ensureBudgets, readBudgets, type BudgetState, type WantedBudget } from './ensure-budget.ts';
export { readLeases, writeReserved } from './follow-leases.ts';
export { grantLease, type LeaseGrant, type LeaseRequest } from './grant-lease.ts';
export { grantLeases, readUnspent, type LeaseDecision, type LeaseWish } from './grant-leases.ts';
export { lowerCaps, readFundingWork } from './funding-work.ts';
export { lockCampaignBudgets } from './lock-budgets.ts';
export { readFundedHolders, readHolders, type StoredHolder } from './read-holders.ts';
