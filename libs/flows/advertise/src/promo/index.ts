export { GrantPromo, type PromoOutcome, type PromoToGrant } from './grant-promo.ts';
