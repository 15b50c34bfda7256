export { beaconReasons, type BeaconReason } from './beacon-reason.ts';
export { ivtStateOf, type IvtState } from './ivt-state.ts';
export { judgeBeacon, type BeaconToJudge } from './judge-beacon.ts';
export {
  afterImpressionMs,
  beaconKinds,
  countsUntil,
  impressionWindowMs,
  longestImpressionMs,
  longestTokenMs,
  type BeaconKind,
} from './token-window.ts';
export { callerOf, type Caller } from './user-agent.ts';
export { largePixels, viewRule, type ViewRule } from './viewability.ts';
