export { CheckpointFolder, type Checkpoint } from './checkpoint-folder.ts';
export { CheckpointKey, fingerprintOf, isSignedBy, loadCheckpointKey } from './checkpoint-key.ts';
export { readErasureList, writeErasureList, type ErasedKey } from './erasure-list.ts';
