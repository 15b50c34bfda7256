export { assignArm } from './assign-arm.ts';
export { sequentialErrors } from './confidence-sequence.ts';
export { chiSquareP, normalQuantile, twoSidedP } from './distributions.ts';
export { sampleRatio, type SampleRatio } from './sample-ratio.ts';
