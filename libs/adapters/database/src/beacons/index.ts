export { countBeacons, countUnrecorded } from './count-beacons.ts';
export {
  insertPending,
  readCampaignAccounts,
  resolvePending,
  takeResolvable,
  type PendingBeacon,
  type PendingOutcome,
} from './pending-beacons.ts';
export { readClickTimes } from './read-clicks.ts';
export { readRelabelled } from './read-relabelled.ts';
