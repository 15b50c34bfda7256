export { areaUnderCurve } from './area-under-curve.ts';
export { measurePredictions, type Measured } from './measure.ts';
export { poissonInterval, poissonRatioInterval, type Interval } from './poisson-interval.ts';
export { entropyOf, lossOf, type Predictions } from './prediction.ts';
export { ProgressiveValidation, type ProgressiveWindow } from './progressive.ts';
export { calibrationError, reliability, type ReliabilityBin } from './reliability.ts';
