import { createHash } from 'node:crypto';
import { streamNames, type Stream } from '@flywheel/database/chain';
import { canonicalJson } from '@flywheel/primitives';

/** What a checkpoint says; signed as canonical JSON. Numbers are text, hashes hex. */
export type CheckpointContent = {
  readonly v: 1;
  /** UTC, YYYY-MM-DD. */
  readonly day: string;
  readonly madeAt: string;
  /** The last link of each stream. */
  readonly streams: Readonly<Record<Stream, { readonly seq: string; readonly hash: string }>>;
  /** The ledger's links since the checkpoint before, both ends included, and SHA-256 over their hashes in order. */
  readonly entries: { readonly from: string; readonly to: string; readonly sha256: string };
  /** Over the trial balance of all linked entries (hashTotals). */
  readonly trialBalanceSha256: string;
  /** Over the content of the checkpoint before; null for the first. */
  readonly previousSha256: string | null;
  /** Fingerprint of the key that signs. */
  readonly key: string;
};

/** The text that is signed. */
export function contentText(content: CheckpointContent): string {
  return canonicalJson(content);
}

/** SHA-256 over such a text, in hex: what the next checkpoint names. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Reads a text back; undefined where it is no checkpoint, or was not written by `contentText`. */
export function readContent(text: string): CheckpointContent | undefined {
  let content: CheckpointContent;
  try {
    content = JSON.parse(text) as CheckpointContent;
    if (content.v !== 1 || contentText(content) !== text) return undefined;
  } catch {
    return undefined;
  }
  const numbers = [...streamNames.map((stream) => content.streams?.[stream]?.seq), content.entries?.from, content.entries?.to];
  return numbers.every((each) => /^\d{1,18}$/.test(String(each))) ? content : undefined;
}
