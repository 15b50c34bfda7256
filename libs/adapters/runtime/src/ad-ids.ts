import type { Id } from '@flywheel/primitives';

/** The ids that every impression of an ad repeats. */
export type AdIds = { account: Id<'acc'>; campaign: Id<'cmp'>; adSet: Id<'set'>; ad: Id<'ad'>; creative: Id<'crv'> };

const idBytes = 16;

/**
 * Account, campaign, ad set, ad and creative as 16 bytes each, one behind the other: once an ad, so that neither its tokens nor its slot
 * lines read the same digits again.
 */
export function packAdIds({ account, campaign, adSet, ad, creative }: AdIds): Uint8Array {
  const bytes = new Uint8Array(5 * idBytes);
  for (const [n, id] of [account, campaign, adSet, ad, creative].entries()) writeIdBytes(bytes, n * idBytes, id);
  return bytes;
}

/** The last 32 digits of an id as 16 bytes. A loop of our own: crossing into native code costs more than the digits do. */
export function writeIdBytes(to: Uint8Array, at: number, id: string): void {
  const from = id.length - 2 * idBytes;
  for (let i = 0; i < idBytes; i += 1) {
    to[at + i] = (valueOf(id.charCodeAt(from + 2 * i)) << 4) | valueOf(id.charCodeAt(from + 2 * i + 1));
  }
}

/** `0`–`9` are 48 and on, `a`–`f` 97 and on. */
function valueOf(unit: number): number {
  return unit > 57 ? unit - 87 : unit - 48;
}
