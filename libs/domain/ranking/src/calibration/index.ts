export { calibrate, fitCalibrator, leastForIsotonic, type Calibrator } from './calibrator.ts';
export { GlobalBias } from './global-bias.ts';
export { applyIsotonic, fitIsotonic, type Isotonic } from './isotonic.ts';
export { applyPlatt, fitPlatt, logitOf, type Platt } from './platt.ts';
export { correctForSampling } from './sampling.ts';
