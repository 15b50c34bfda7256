import { createHash } from 'node:crypto';
import type { Entry } from '@flywheel/ledger';
import type { Id } from '@flywheel/primitives';

/**
 * An entry's id: a UUIDv7 whose time is the accounting moment and whose random bits come from the key, so that a rerun gives
 * the same books.
 */
export function entryIdOf({ key, at }: Pick<Entry, 'key' | 'at'>): Id<'ent'> {
  const time = Math.trunc(at).toString(16).padStart(12, '0');
  const bits = createHash('sha256').update(key).digest('hex');
  return `ent_${time}7${bits.slice(0, 3)}8${bits.slice(3, 18)}` as Id<'ent'>;
}
