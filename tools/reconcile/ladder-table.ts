import type { LadderStep } from '@flywheel/database/reconciliation';

/** The ladder as lines for a terminal; under a step with a difference the rows whose sides differ. */
export function ladderTable(steps: readonly LadderStep[]): string {
  const cells = steps.map((step) => [
    step.apart === 0 ? 'ok' : 'NO',
    String(step.step),
    step.name,
    step.currency ?? '',
    ...sides(step),
    step.differenceMicros === null ? `${step.differenceN}` : `${step.differenceN} rows, ${step.differenceMicros}`,
  ]);
  const head = ['', 'step', '', '', 'one side', 'the other', 'difference'];
  const widths = head.map((title, at) => Math.max(title.length, ...cells.map((row) => (row[at] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), ...steps.flatMap((step, at) => [line(cells[at] ?? []), ...apart(step)])].join('\n');
}

function apart(step: LadderStep): string[] {
  if (step.apart === 0) return [];
  return [
    `      ${step.left} | ${step.right}: ${step.apart} differ`,
    ...step.rows.map((row) => `      ${row.key}: ${sides(row).join(' | ')}${row.opens ? `  (${row.opens})` : ''}`),
    ...(step.apart > step.rows.length ? [`      and ${step.apart - step.rows.length} more`] : []),
  ];
}

function sides({ leftN, rightN, leftMicros, rightMicros }: Pick<LadderStep, 'leftN' | 'rightN' | 'leftMicros' | 'rightMicros'>): string[] {
  return [side(leftN, leftMicros), side(rightN, rightMicros)];
}

function side(n: number, amount: bigint | null): string {
  return amount === null ? String(n) : `${n} rows, ${amount} micros`;
}
