export { isPerThousand, learntEvents, learntNumber, type BilledEvent } from './events.ts';
export { absorbDelta, applyDelta, fitModel, modelDelta, untoldModel, type EventCounts, type Model, type ModelCounts } from './fit-model.ts';
export { bidPpb, microLogitOf, mostMicroLogit, ppbOf } from './ppb-of.ts';
export { shiftFactor } from './shift-factor.ts';
export { smoothedRatePpb, type Prior } from './smoothed-rate.ts';
