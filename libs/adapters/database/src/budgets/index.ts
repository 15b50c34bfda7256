export { closeExpiredLeases, closeLeases, type ClosedLease } from './close-leases.ts';
export { ensureBudget, readBudgets, type BudgetState, type BudgetWindow } from './ensure-budget.ts';
export { grantLease, type LeaseGrant, type LeaseRequest } from './grant-lease.ts';
