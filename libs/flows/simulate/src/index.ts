export { usualDemo, type DemoSize } from './demo-site.ts';
export { openStage } from './open-stage.ts';
export type { ReplayResult } from './replay-result.ts';
export { ReplaySite, type ReplayOptions } from './replay-site.ts';
export { SeedDemo, type SeedAnswer, type SeedOptions } from './seed-demo.ts';
export type { Stage } from './stage.ts';
