export { budgetWindows, creditWindow, isDayWindow, lifeWindow, type BudgetWindowCap, type HolderBudget } from './budget-windows.ts';
export { leaseChunk, type LeaseNeed } from './lease-chunk.ts';
export { shortageOf, type LeaseShortage, type RefusedWindow } from './shortage.ts';
