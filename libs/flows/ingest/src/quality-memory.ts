import type { Database } from '@flywheel/database';
import { QualityState } from '@flywheel/measurement/quality';
import { systemRandom } from '@flywheel/runtime';

const memories = new WeakMap<Database, QualityState>();

/**
 * What this process remembers to judge the events that come into a database: one for all flows, so that who erases a person, or takes
 * their consent back, reaches it without being given it. Salted anew in every process.
 */
export function qualityMemoryOf(database: Database): QualityState {
  const known = memories.get(database);
  if (known) return known;
  const memory = new QualityState(Math.floor(systemRandom.next() * 2 ** 32));
  memories.set(database, memory);
  return memory;
}
