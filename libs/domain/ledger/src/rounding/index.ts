export { invoiceAmounts, taxByCategory, type InvoiceAmounts } from './invoice-amounts.ts';
export { floorToMinor, halfEvenToMinor, minorUnitMicros } from './minor-unit.ts';
export { converted, parseRate, rateText, type Rate } from './rate.ts';
export { withholding, type TaxForm } from './withholding.ts';
