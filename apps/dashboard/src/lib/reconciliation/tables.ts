import type { LadderStepView, ReconciliationRun, ReconciliationRunHead } from '@flywheel/http/reconciliation';
import { formatCount } from '#lib/format/count.ts';
import { formatMomentExactly } from '#lib/format/dates.ts';
import { formatMoney } from '#lib/format/money.ts';
import type { TableColumn, TableView } from '#lib/reports/table.ts';
import { opensHref, type Eyes } from './opens-href.ts';

const number = (id: string, label: string): TableColumn => ({ id, label, numeric: true });
const words = (id: string, label: string): TableColumn => ({ id, label, numeric: false });

/** One row a step and currency; each leads to the rows that stand on one side only. */
export function ladderTable(run: Pick<ReconciliationRun, 'run' | 'steps'>): TableView {
  return {
    caption: 'Ladder',
    columns: [
      words('step', 'Step'),
      words('state', 'State'),
      words('left', 'One count'),
      number('leftValue', 'Result'),
      words('right', 'The other'),
      number('rightValue', 'Result'),
      number('difference', 'Difference'),
    ],
    rows: run.steps.map((step) => ({
      key: `${step.step} ${step.currency ?? ''}`,
      label: `${step.step}. ${step.name}${step.currency === null ? '' : `, ${step.currency}`}`,
      href: `?run=${run.run}&step=${step.step}#step`,
      cells: [
        step.apart === 0 ? 'equal' : `${formatCount(step.apart)} differ`,
        step.left,
        amountOf(step.leftN, step.leftMicros, step.currency),
        step.right,
        amountOf(step.rightN, step.rightMicros, step.currency),
        amountOf(step.differenceN, step.differenceMicros, step.currency),
      ],
    })),
  };
}

/** The rows of one step that stand on one side only, with a link to what can be opened. */
export function apartTable(step: LadderStepView, eyes: Eyes): TableView {
  const { currency } = step;
  const hidden = step.apart - step.rows.length;
  return {
    caption: `Rows of step ${step.step} that differ${currency === null ? '' : `, ${currency}`}`,
    columns: [words('key', 'Row'), number('left', step.left), number('right', step.right)],
    rows: step.rows.map((row) => {
      const href = opensHref(row.opens, eyes);
      return {
        key: row.key,
        label: row.key,
        ...(href !== undefined && { href }),
        cells: [amountOf(row.leftN, row.leftMicros, currency), amountOf(row.rightN, row.rightMicros, currency)],
      };
    }),
    ...(hidden > 0 && { note: `${formatCount(hidden)} more differ; npm run reconcile tells the same hundred, SQL all of them.` }),
  };
}

/** One row a claim of the auditor. */
export function claimsTable(run: ReconciliationRun): TableView {
  return {
    caption: 'Claims of the auditor',
    columns: [words('claim', 'Claim'), words('says', 'What it says'), words('state', 'State'), words('first', 'First row against it')],
    rows: run.claims.map(({ claim, says, hits, rows: [first] }) => ({
      key: claim,
      label: claim,
      cells: [says, hits === 0 ? 'holds' : `${formatCount(hits)} against`, first ? `${first.key}: ${first.reason}` : ''],
    })),
  };
}

/** The history; each run can be opened. */
export function runsTable(runs: readonly ReconciliationRunHead[]): TableView {
  return {
    caption: 'Checks',
    columns: [
      words('at', 'When (UTC)'),
      words('cause', 'Why'),
      words('state', 'Found'),
      number('steps', 'Steps that differ'),
      number('claims', 'Claims that do not hold'),
      number('took', 'Took'),
    ],
    rows: runs.map((run) => ({
      key: run.run,
      label: formatMomentExactly(run.at),
      href: `?run=${run.run}`,
      cells: [
        run.cause === 'nightly' ? 'nightly' : 'asked for',
        run.clean ? 'nothing' : 'differences',
        formatCount(run.stepsApart),
        formatCount(run.claimsHit),
        `${formatCount(run.tookMs)} ms`,
      ],
    })),
  };
}

/** Rows, or an amount to the micro where the step counts money. */
function amountOf(n: number, micros: string | null, currency: string | null): string {
  return micros === null || currency === null ? formatCount(n) : formatMoney(micros, currency, 'price');
}
