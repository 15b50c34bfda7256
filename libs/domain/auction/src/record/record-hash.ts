import { digestText } from '@flywheel/primitives/digest';

/** 16 hex digits that name a packed record: two records with one hash were decided alike, byte for byte. */
export function recordHash(packed: Uint8Array): string {
  return digestText(packed);
}
