export { covariance, meanOf, type Arm, type Measure } from './arm.ts';
export { compareAdjusted, compareArms, type Adjusted, type Comparison, type Interval } from './compare-arms.ts';
