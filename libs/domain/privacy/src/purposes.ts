/** Whether interests may be learnt about somebody who agreed to these purposes; a word that is no purpose allows nothing. */
export function mayLearnInterests(purposes: readonly string[]): boolean {
  return purposes.includes('personalisation');
}

/** Whether learnt interests may choose somebody's ads: both purposes; without them ads follow the content alone. */
export function mayTargetByInterest(purposes: readonly string[]): boolean {
  return purposes.includes('personalisation') && purposes.includes('ads');
}
