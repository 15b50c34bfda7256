/** Limits of membership: enter high, leave low, so that nobody flickers. */
export const membershipLimits = { enterLift: 1.4, enterWeighted: 5, leaveLift: 1.15 } as const;

/** What is weighed: the lift, the 45-day counter ("weighted events"), whether the person is in now, and their own word against it. */
export type Standing = { readonly lift: number; readonly weightedEvents: number; readonly member: boolean; readonly refused: boolean };

/** What happens to a membership. */
export type MembershipChange = 'enter' | 'stay' | 'leave' | 'none';

/** Enter at lift ≥ 1.4 and ≥ 5 weighted events, leave below 1.15; a refusal ends it at once and keeps it away. */
export function membershipChange({ lift, weightedEvents, member, refused }: Standing): MembershipChange {
  if (refused) return member ? 'leave' : 'none';
  if (member) return lift < membershipLimits.leaveLift ? 'leave' : 'stay';
  return lift >= membershipLimits.enterLift && weightedEvents >= membershipLimits.enterWeighted ? 'enter' : 'none';
}
