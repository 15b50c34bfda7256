export { ChainRecords, type Chained } from './chain-records.ts';
export type { CheckpointContent } from './checkpoint-content.ts';
export { evidenceJobs } from './jobs.ts';
export type { CheckpointFault } from './judge-checkpoints.ts';
export { ShowEvidence, type EvidenceShown } from './show-evidence.ts';
export { SignCheckpoint, type Signing } from './sign-checkpoint.ts';
export { VerifyRecords, verifyRecords, type Evidence, type Verification } from './verify-records.ts';
