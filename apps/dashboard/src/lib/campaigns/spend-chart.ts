import type { CampaignDocument } from '@flywheel/http/campaigns';
import type { ReportResult } from '@flywheel/http/reports';
import type { TimeChartView } from '#lib/charts/chart-view.ts';
import { timeChart } from '#lib/charts/time-chart.ts';
import { axisAmount, formatMoney } from '#lib/format/money.ts';
import { noValue } from '#lib/reports/values.ts';

const dayMs = 86_400_000;

/** What a day should spend at an even pace: the lifetime budget over the schedule, else the daily budget; undefined without either. */
export function plannedPerDay({ budgets, schedule }: Pick<CampaignDocument, 'budgets' | 'schedule'>): bigint | undefined {
  if (budgets.lifetimeMicros !== null && schedule.endsAt !== null) {
    const days = Math.max(1, Math.ceil((Date.parse(schedule.endsAt) - Date.parse(schedule.startsAt)) / dayMs));
    return BigInt(budgets.lifetimeMicros) / BigInt(days);
  }
  return budgets.dailyMicros === null ? undefined : BigInt(budgets.dailyMicros);
}

/** Spend each day beside what an even pace would spend; days outside the schedule have no plan. */
export function spendChart(
  result: ReportResult,
  document: Pick<CampaignDocument, 'budgets' | 'schedule'>,
  currency: string,
): TimeChartView | undefined {
  const view = timeChart({ ...result, previous: null }, { title: 'Spend against plan', metrics: ['spend'] });
  const plan = plannedPerDay(document);
  if (view === undefined || plan === undefined) return view;
  const starts = Date.parse(document.schedule.startsAt);
  const ends = document.schedule.endsAt === null ? Infinity : Date.parse(document.schedule.endsAt);
  const planned = (result.buckets ?? []).map((bucket) => Date.parse(bucket.to) > starts && Date.parse(bucket.from) < ends);
  const label = `Even pace (${currency})`;
  const text = formatMoney(plan, currency);
  const texts = planned.map((within) => (within ? text : noValue));
  return {
    ...view,
    series: [
      ...view.series,
      { id: 'plan', label, role: 'main', colour: 2, values: planned.map((within) => (within ? axisAmount(plan) : null)), texts },
    ],
    points: view.points.map((point, at) => `${point}, plan ${texts[at] ?? noValue}`),
    table: {
      ...view.table,
      columns: [...view.table.columns, { id: 'plan', label, numeric: true }],
      rows: view.table.rows.map((row, at) => ({ ...row, cells: [...row.cells, texts[at] ?? noValue] })),
    },
  };
}
