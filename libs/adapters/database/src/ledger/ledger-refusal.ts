/**
 * Why the books refused a post. `overdrawn`: an account of 2010 to 2140 would owe. `ended`: another entry has reversed, paid or otherwise
 * ended what this one names. The others say themselves.
 */
export type LedgerRefusalReason = 'overdrawn' | 'other-payload' | 'closed-period' | 'unbalanced' | 'ended';

/** The database refused to post; the transaction it happened in is void and must be rolled back. */
export class LedgerRefusal extends Error {
  readonly reason: LedgerRefusalReason;

  constructor(reason: LedgerRefusalReason, cause: Error) {
    super(`the books refuse: ${reason} (${cause.message})`, { cause });
    this.reason = reason;
  }
}

/** The refusal that a database error stands for; undefined for every other error. */
export function refusalOf(error: unknown): LedgerRefusal | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code === 'FW001') return new LedgerRefusal('unbalanced', error);
  if (error.code === 'FW002') return new LedgerRefusal('other-payload', error);
  if (error.code === 'FW003') return new LedgerRefusal('closed-period', error);
  if (error.code === 'FW005') return new LedgerRefusal('ended', error);
  const broken = 'table' in error && error.code === '23514' && error.table === 'balance';
  return broken ? new LedgerRefusal('overdrawn', error) : undefined;
}
