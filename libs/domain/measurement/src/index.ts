export { beaconReasons, type BeaconReason } from './beacon-reason.ts';
export { judgeBeacon, type BeaconToJudge } from './judge-beacon.ts';
export { afterImpressionMs, countsUntil, impressionWindowMs, type BeaconKind } from './token-window.ts';
export { callerOf, type Caller } from './user-agent.ts';
