export { runClaims, type ClaimResult, type Violation } from './run-claims.ts';
