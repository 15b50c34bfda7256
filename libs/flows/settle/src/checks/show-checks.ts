import type { Database } from '@flywheel/database';
import { readRun, readRuns, type KeptRun, type LadderStep, type RunHead } from '@flywheel/database/reconciliation';
import type { LadderStepView, ReconciliationRun, ReconciliationRunHead } from '@flywheel/http/reconciliation';

/** The runs that were kept, newest first, and one of them in full. */
export class ShowChecks {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ limit }: { limit: number }): Promise<ReconciliationRunHead[]> {
    return (await readRuns(this.database.reports, limit)).map(headView);
  }

  /** Undefined for a number that no run has. */
  async one({ run }: { run: bigint }): Promise<ReconciliationRun | undefined> {
    const kept = await readRun(this.database.reports, run);
    return kept && runView(kept);
  }
}

/** A run as it goes over the wire, with its steps and claims. */
export function runView({ steps, claims, ...head }: KeptRun): ReconciliationRun {
  return { ...headView(head), steps: steps.map(stepView), claims };
}

/** A step as it goes over the wire. */
export function stepView(step: LadderStep): LadderStepView {
  return {
    ...step,
    leftMicros: step.leftMicros?.toString() ?? null,
    rightMicros: step.rightMicros?.toString() ?? null,
    differenceMicros: step.differenceMicros?.toString() ?? null,
    rows: step.rows.map((row) => ({
      ...row,
      leftMicros: row.leftMicros?.toString() ?? null,
      rightMicros: row.rightMicros?.toString() ?? null,
    })),
  };
}

function headView(head: RunHead): ReconciliationRunHead {
  const clean = head.stepsApart === 0 && head.claimsHit === 0;
  return { ...head, run: head.run.toString(), at: new Date(head.at).toISOString(), clean };
}
