export { hold, release, type Hold } from './hold.ts';
export { holdMoveOf } from './hold-move.ts';
export { heldLots, inConsumptionOrder, lotsToRelease, prepaidAccount, promoAccount, takeFrom, type HoldMove, type Lot } from './lots.ts';
