export { isPerThousand, learntEvents, learntNumber, type BilledEvent } from './events.ts';
export { absorbDelta, applyDelta, untoldModel, type Model } from './fit-model.ts';
export { ownHide } from './hides.ts';
export { bidPpb, ppbOf } from './ppb-of.ts';
export { shiftFactor } from './shift-factor.ts';
export { drawnLogit, mostDrawn, mostSigmas, sigmaOf } from './thompson.ts';
