import { createHash } from 'node:crypto';
import { canonicalJson } from '@flywheel/primitives';

const largestCharacters = 16_384;
const deepest = 32;

/** What the quarantine keeps of an event: JSON that Postgres can store, and a digest by which the same event is recognised. */
export type KeptPayload = { readonly payload: string | null; readonly digest: string | null };

/**
 * Keeps at most 16,384 characters: a larger event keeps its digest only and can not be replayed; one nested deeper than 32 keeps
 * nothing. NUL and lone surrogates become U+FFFD. Keys are sorted, so the digest survives Postgres.
 */
export function keepPayload(raw: unknown): KeptPayload {
  if (isDeeperThan(raw, deepest)) return { payload: null, digest: null };
  const text = canonicalJson(raw ?? null).replace(/\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g, '\ufffd');
  return { payload: text.length > largestCharacters ? null : text, digest: createHash('sha256').update(text).digest('hex') };
}

/** The id of an event that may be of any shape: only a usable one is read. */
export function readableId(raw: unknown): string | null {
  const id = (raw as { id?: unknown } | null)?.id;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  return typeof id === 'string' && id.length >= 1 && id.length <= 128 && /^[^\u0000-\u001f\u007f]*$/.test(id) ? id : null;
}

/** Level by level, not by recursion: noise may be nested a hundred thousand deep. */
function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (each !== null && typeof each === 'object' ? (Object.values(each) as unknown[]) : []));
  }
  return false;
}
