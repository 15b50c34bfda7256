import { createHash } from 'node:crypto';

const largestBytes = 16_384;

/** What the quarantine keeps of an event: JSON that Postgres can store, and a digest by which the same event is recognised. */
export type KeptPayload = { readonly payload: string | null; readonly digest: string };

/** Keeps at most 16 KiB: a larger event keeps its digest only and can not be replayed. NUL and lone surrogates become U+FFFD. */
export function keepPayload(raw: unknown): KeptPayload {
  const text = JSON.stringify(raw ?? null).replace(/\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})/g, '\\ufffd');
  return { payload: text.length > largestBytes ? null : text, digest: createHash('sha256').update(text).digest('hex') };
}

/** The id of an event that may be of any shape: only a usable one is read. */
export function readableId(raw: unknown): string | null {
  const id = (raw as { id?: unknown } | null)?.id;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
  return typeof id === 'string' && id.length >= 1 && id.length <= 128 && /^[^\u0000-\u001f\u007f]*$/.test(id) ? id : null;
}
