export { matchedMoney, pspSettlement, reinvestmentSpend, taxRemittance, unmatchedMoney } from './cash.ts';
export { balanceConversion, conversion, positionGain, revaluation, type Leg, type Quote } from './exchange.ts';
