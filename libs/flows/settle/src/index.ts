export type { Beacon, BeaconAnswer } from './beacon.ts';
export { FollowClick, type Followed } from './follow-click.ts';
export { BeaconsOverloaded, RecordBeacon } from './record-beacon.ts';
export { RecordBeacons } from './record-beacons.ts';
export { ResolvePending } from './resolve-pending.ts';
export { SealBuckets, type Sealed } from './seal-buckets.ts';
