import type { BeaconReason } from './beacon-reason.ts';

/**
 * Invalid traffic in the words of the MRC's Invalid Traffic Detection and Filtration Guidelines (2020): `general` is found by lists and
 * plain rules, `sophisticated` only by a closer look; `none` is traffic that may still not count, for another reason.
 */
export type IvtState = 'none' | 'general' | 'sophisticated';

const general: ReadonlySet<BeaconReason> = new Set([647, 648, 649, 650, 651, 654, 656, 657]);
const sophisticated: BeaconReason = 653;

/** What a judgement says about the traffic it came from. */
export function ivtStateOf(reason: BeaconReason): IvtState {
  if (reason === sophisticated) return 'sophisticated';
  return general.has(reason) ? 'general' : 'none';
}
