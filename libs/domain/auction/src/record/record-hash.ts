import { digestOf } from './digest.ts';

/** 16 hex digits that name a packed record: two records with one hash were decided alike, byte for byte. */
export function recordHash(packed: Uint8Array): string {
  const [a, b] = digestOf(packed);
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}
