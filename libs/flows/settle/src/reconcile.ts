import type { Database } from '@flywheel/database';
import { readLadder, type LadderStep } from '@flywheel/database/reconciliation';

/** The ladder as it stands; `clean` when both sides of every step are equal. */
export type Ladder = { clean: boolean; steps: LadderStep[] };

/** Climbs the ladder from what was received to what the ledger and the reports say. */
export class Reconcile {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(): Promise<Ladder> {
    const steps = await readLadder(this.database.reports);
    return { clean: steps.every(isLevel), steps };
  }
}

/** Whether both sides of a step are equal. */
export function isLevel(step: LadderStep): boolean {
  return step.differenceN === 0 && (step.differenceMicros ?? 0n) === 0n;
}
