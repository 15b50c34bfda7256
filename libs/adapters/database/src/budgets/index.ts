export { ensureBudget, readBudgets, type BudgetState, type BudgetWindow } from './ensure-budget.ts';
export { grantLease, type LeaseGrant, type LeaseRequest } from './grant-lease.ts';
export { closeExpiredLeases, closeLease, returnLease } from './return-lease.ts';
