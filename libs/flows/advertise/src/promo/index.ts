export { GrantPromo, type PromoOutcome, type PromoToGrant } from './grant-promo.ts';
export { ListPromos } from './list-promos.ts';
