import { accountName } from './account.ts';

/**
 * How the operator stands to the advertiser. `principal`: sells the advertising, books all of it as revenue (4010) and the creators' part
 * as an expense (5010). `agent`: sells it for the creators and books only the fee (4020). A deployment is one of them at a time.
 */
export type RevenueMode = 'principal' | 'agent';

type Line = [account: string, amountMicros: bigint];

/** Where creators' part stands in the mode: what a batch earns, and the account from which a share that is taken back came. */
export function shareAccounts(mode: RevenueMode): { earned: (amount: bigint, share: bigint) => Line[]; returned: string } {
  if (mode === 'agent') {
    return { earned: (amount, share) => [[accountName('4020'), share - amount]], returned: accountName('4015') };
  }
  const earned = (amount: bigint, share: bigint): Line[] => [
    [accountName('4010'), -amount],
    [accountName('5010'), share],
  ];
  return { earned, returned: accountName('5010') };
}
