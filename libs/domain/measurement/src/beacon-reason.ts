/**
 * Why a beacon counts (0) or does not. The closed list of codes 621 and 640–660, in words a finance person reads.
 * A row whose reason is not 0 has price 0 and keeps the price it would have had.
 */
export const beaconReasons = {
  0: 'counted',
  621: 'the content around it was relabelled after the decision: the slot stays empty',
  640: 'the token’s signature is not ours',
  641: 'it came after the token had expired',
  642: 'the same beacon was counted before',
  643: 'the token belongs to another binding',
  644: 'no decision stands behind the token',
  645: 'the budget was used up when it came: free delivery',
  646: 'it was not viewable',
  647: 'a robot’s user agent',
  648: 'a data centre’s address',
  649: 'a prefetch, not a person',
  650: 'too many from one source',
  651: 'the operator’s own staff',
  652: 'a second click within 30 seconds',
  653: 'invalid traffic found afterwards',
  654: 'the device and the system it claims do not fit',
  655: 'it came from another country than the decision',
  656: 'an unknown user agent',
  657: 'a blocked source',
  658: 'no counted impression stands before it',
  659: 'outside the window in which it may count',
  660: 'the same conversion was counted before',
} as const;

/** One code of the closed list. */
export type BeaconReason = keyof typeof beaconReasons;
