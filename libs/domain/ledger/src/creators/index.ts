export { clawback, offset, type ClawbackSources } from './clawback.ts';
export { creatorGrant, creatorHold, creatorLift, maturing, poolAllocation } from './earnings.ts';
export { payout, payoutFailed, payoutPaid, payoutReturned } from './payout.ts';
