export { bootstrapRatios, type RatioOfSums } from './bootstrap-ratios.ts';
export { estimatePolicy, leastEffectiveShare, worthOf, type Estimate, type PolicyEstimate, type Worth } from './estimate-policy.ts';
export { chanceIn, importanceWeights, policyOfLog, type LoggedChoices, type Policy } from './logged-choices.ts';
export { fitRewards, type RewardModel } from './reward-model.ts';
