import type { Visit } from './workload.ts';
import type { Winners } from './winners.ts';

/** One way to hold the same auction: from the facts of a visit to who wins. */
export type Engine = {
  readonly name: string;
  /** Bytes of what it holds per campaign; undefined for objects. */
  readonly bytesEach: number | undefined;
  auction(visit: Visit, winners: Winners): void;
};
