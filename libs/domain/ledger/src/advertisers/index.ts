export { breakage, ivtCredit, type CreditProof, type CreditTarget } from './credit.ts';
export { badDebt, invoice, invoicePayment } from './invoice.ts';
export { makeGood, promoExpiry, promoGrant, type Promo } from './promo.ts';
export { chargeback, refundFailed, refundPaid, refundRequest } from './refund.ts';
