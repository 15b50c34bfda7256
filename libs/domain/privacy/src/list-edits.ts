/** Fewest identifiers that one change of an uploaded list adds or takes away: smaller ones could ask after single people. */
export const leastEdit = 100;
/** Fewest matched people by which an audience has to move before its size is told anew. */
export const leastMove = 25;
/** Most changes of lists in 24 hours: of one audience, and of all audiences of an account. */
export const mostEditsPerDay = { audience: 20, account: 50 } as const;

/** Why a change of a list is refused; the sentence says what would be taken. */
export type EditRefusal = { reason: 'too-small' | 'too-often'; sentence: string };

/** Whether a change that adds and takes away so many identifiers may be made, after so many changes in the last 24 hours. */
export function editRefusal(change: {
  added: number;
  removed: number;
  editsOfAudience: number;
  editsOfAccount: number;
}): EditRefusal | undefined {
  if (change.editsOfAudience > mostEditsPerDay.audience || change.editsOfAccount > mostEditsPerDay.account) {
    const { audience, account } = mostEditsPerDay;
    return {
      reason: 'too-often',
      sentence: `a list changes at most ${audience} times in 24 hours, all lists of an account ${account} times`,
    };
  }
  if (change.added + change.removed >= leastEdit) return undefined;
  return {
    reason: 'too-small',
    sentence: `a change adds or removes at least ${leastEdit} identifiers: smaller ones could ask after single people`,
  };
}

/** The count from which the told size is made: it follows the true one only in moves of at least `leastMove` people. */
export function toldPeople(told: number, people: number): number {
  return Math.abs(people - told) >= leastMove ? people : told;
}
