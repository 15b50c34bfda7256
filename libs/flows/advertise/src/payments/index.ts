export { ListPayments } from './list-payments.ts';
export { TakePaymentBack } from './take-payment-back.ts';
