/** A purpose of consent, as the events contract names it. */
export type ConsentPurpose = 'analytics' | 'personalisation' | 'ads';

/** Whether interests may be learnt about somebody who agreed to these purposes. */
export function mayLearnInterests(purposes: readonly ConsentPurpose[]): boolean {
  return purposes.includes('personalisation');
}

/** Whether learnt interests may choose somebody's ads: both purposes; without them ads follow the content alone. */
export function mayTargetByInterest(purposes: readonly ConsentPurpose[]): boolean {
  return purposes.includes('personalisation') && purposes.includes('ads');
}
