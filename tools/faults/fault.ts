import type { Cluster } from './stand/cluster.ts';

/** What one fault came to; undefined where it does not apply. */
export type Outcome = {
  acked: number;
  lost: number;
  doubled: number;
  overspentMicros: bigint;
  /** From each strike to the first acknowledgement (or effect) of something that came after it. */
  recoverySeconds: number[];
  /** Sentences: every bar that was not met. None is good. */
  failures: string[];
  /** What else is worth a line: shares, counts. */
  note: string;
};

export type Skipped = { skipped: string };

export type Suite = {
  readonly cluster: Cluster;
  readonly seed: string;
  /** Items that a load fault must have acknowledged: 50,000, less only while the suite itself is worked on. */
  readonly least: number;
  /** A Stack Exchange dump, for the fault that replays one. */
  readonly dump: string | undefined;
  tell(line: string): void;
};

/** A fault: its name, what breaks, and the run. */
export type Fault = { name: string; says: string; run(suite: Suite): Promise<Outcome | Skipped> };
