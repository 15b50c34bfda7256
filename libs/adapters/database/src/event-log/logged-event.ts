import type { Instant } from '@flywheel/primitives';

/** The batch that events came in; `id` is a uuid of 16 bytes. */
export type LogBatch = { readonly id: Uint8Array; readonly source: string; readonly acceptedAt: Instant };

/** An accepted event as it is stored. Keys are uuids of 16 bytes, `viewer` is a pseudonym or `nobody`. */
export type LoggedEvent = {
  readonly batch: LogBatch;
  readonly viewer: Uint8Array;
  readonly id: string;
  readonly at: Instant;
  /** By our clock, where the sender's was known to differ. */
  readonly correctedAt: Instant | null;
  readonly kind: string;
  readonly content: Uint8Array | null;
  readonly creator: Uint8Array | null;
  readonly query: string | null;
  readonly dwellMs: number | null;
  readonly durationMs: number | null;
  readonly impression: Uint8Array | null;
  readonly device: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly detail: string | null;
};

/** Nobody known: events of people who are not signed in. */
export const nobody = '00000000-0000-0000-0000-000000000000';

/** The 16 bytes of a uuid's text, with or without dashes. */
export function uuidBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll('-', ''), 'hex'));
}
