import { expect, it } from 'vitest';
import { inWords } from './words.ts';

it('a code reads as words', () => {
  expect(['CreatorFund', 'charge-batch', 'ledger_account', 'day'].map(inWords)).toEqual([
    'Creator fund',
    'Charge batch',
    'Ledger account',
    'Day',
  ]);
});
