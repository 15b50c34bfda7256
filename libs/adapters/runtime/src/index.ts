export { readEnv, type Env } from './env.ts';
export { createLogger } from './logger.ts';
export { SimulatedClock } from './simulated-clock.ts';
export { systemRandom } from './system-random.ts';
export type { Tx } from './tx.ts';
