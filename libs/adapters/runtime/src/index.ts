export { readEnv, type Env } from './env.ts';
export { createLogger } from './logger.ts';
export { SimulatedClock } from './simulated-clock.ts';
export { systemRandom } from './system-random.ts';
export type { Tx } from './tx.ts';
export { ImpressionTokens, type LiveTokenKeys, type VerifiedToken } from './impression-token.ts';
export type { ImpressionClaims } from './token-body.ts';
export { loadTokenKeys, seededTokenKeys, TokenKeyRing, type TokenKeys } from './token-keys.ts';
export { loadMatchKeys, MatchKeys, seededMatchKeys } from './match-keys.ts';
