export { tripReason, type JudgedHour, type TripReason } from './breaker.ts';
export { jointShare, mostMultiplier, shareOf, stepBudgetDual, stepCostDual } from './dual-step.ts';
export { plannedSpend, planError, spendTarget, type PlannedBudget } from './spend-plan.ts';
export { openHours, trafficBetween, trafficWeek, type TrafficHour, type TrafficWeek } from './traffic-week.ts';
