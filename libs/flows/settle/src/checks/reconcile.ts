import type { Database } from '@flywheel/database';
import { readLadder, type LadderStep, type ShownAmount } from '@flywheel/database/reconciliation';
import type { Tx } from '@flywheel/runtime';

/** The ladder as it stands; `clean` when both sides of every step are equal, row by row. */
export type Ladder = { clean: boolean; steps: LadderStep[] };

/** Reads what reports show from the snapshot it is given. Reports are another flow's: who composes the program passes them in. */
export type ReadShown = (tx: Tx) => Promise<readonly ShownAmount[]>;

/** Climbs the ladder from what was received to what the ledger says and, where it is told how to read them, what reports show. */
export class Reconcile {
  private readonly database: Database;
  private readonly readShown: ReadShown | undefined;

  constructor(database: Database, readShown?: ReadShown) {
    this.database = database;
    this.readShown = readShown;
  }

  /** `only`: one step, by its number. */
  async run({ only }: { only?: number | undefined } = {}): Promise<Ladder> {
    const steps = await this.database.inSnapshot(async (tx) => readLadder(tx, { shown: await this.readShown?.(tx), only }));
    return { clean: steps.every(isLevel), steps };
  }
}

/** Whether both sides of a step are equal, key by key. */
export function isLevel(step: LadderStep): boolean {
  return step.apart === 0;
}
