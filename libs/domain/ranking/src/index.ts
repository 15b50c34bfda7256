export { isPerThousand, learntEvents, learntNumber, type BilledEvent } from './events.ts';
export { absorbDelta, applyDelta, fitModel, untoldModel, type Model } from './fit-model.ts';
export { bidPpb, microLogitOf, mostMicroLogit, ppbOf } from './ppb-of.ts';
export { shiftFactor } from './shift-factor.ts';
export { drawnLogit, mostDrawn, mostSigmas, sigmaOf } from './thompson.ts';
export { smoothedRatePpb, type Prior } from './smoothed-rate.ts';
