export { hashEntries, hashTotals, insertCheckpoint, readCheckpoints, readSignedTotals, type SignedTotal } from './checkpoints.ts';
export { extendChain, type Extended } from './extend-chain.ts';
export type { Fault } from './fault.ts';
export { readHeads, restartHeads, type ChainHead } from './heads.ts';
export type { ChainedRow } from './link-hash.ts';
export { streamNames, type Stream } from './streams.ts';
export { verifyStream, type SignedLink, type Verified } from './verify-stream.ts';
