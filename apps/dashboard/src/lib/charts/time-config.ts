import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { axisText } from '#lib/reports/values.ts';
import type { ChartSeries, TimeChartView } from './chart-view.ts';
import { comparisonDash, dashes, incompleteDash, type Palette } from './palette.ts';

/** How Chart.js draws a chart over time. Plain copies only: it must never see a proxy. `hidden` names series switched off. */
export function timeConfig(
  view: TimeChartView,
  palette: Palette,
  choice: { still: boolean; hidden: ReadonlySet<string> },
): ChartConfiguration<'line' | 'bar'> {
  return {
    type: view.kind,
    data: {
      labels: [...view.buckets],
      datasets: view.series.map((series) => datasetOf(series, view, palette, choice.hidden.has(series.id))),
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: choice.still ? false : { duration: 150 },
      interaction: { mode: 'index', intersect: false },
      font: { family: palette.font, size: 12 },
      scales: scalesOf(view, palette),
      plugins: {
        legend: { display: false },
        tooltip: {
          animation: false,
          backgroundColor: palette.text,
          titleColor: palette.card,
          bodyColor: palette.card,
          callbacks: {
            label: (item) =>
              `${view.series[item.datasetIndex]?.label ?? ''}: ${view.series[item.datasetIndex]?.texts[item.dataIndex] ?? '–'}`,
          },
        },
      },
    },
  };
}

function scalesOf(view: TimeChartView, palette: Palette) {
  return {
    x: {
      stacked: view.stacked,
      grid: { display: false },
      border: { color: palette.line },
      ticks: { color: palette.muted, maxTicksLimit: 7, maxRotation: 0, autoSkipPadding: 12 },
    },
    y: {
      stacked: view.stacked,
      beginAtZero: true,
      border: { display: false },
      grid: { color: palette.line },
      ticks: {
        color: palette.muted,
        maxTicksLimit: 5,
        callback: (value: string | number) => axisText(view.axis, Number(value)),
        ...(view.axis.unit === 'count' && { precision: 0 }),
      },
    },
  };
}

function datasetOf(series: ChartSeries, view: TimeChartView, palette: Palette, hidden: boolean): ChartDataset<'line' | 'bar'> {
  const compared = series.role === 'comparison';
  const colour = compared ? palette.muted : (palette.series[(series.colour - 1) % 6] ?? palette.text);
  const shared = { label: series.label, data: [...series.values], hidden, borderColor: colour, backgroundColor: colour };
  if (view.kind === 'bar') return { ...shared, type: 'bar', borderWidth: 0, maxBarThickness: 48, borderRadius: 2 };
  const dash = compared ? comparisonDash : (dashes[(series.colour - 1) % dashes.length] ?? []);
  const from = compared ? null : view.incompleteFrom;
  return {
    ...shared,
    type: 'line',
    borderWidth: compared ? 1.5 : 2,
    borderDash: [...dash],
    tension: 0,
    pointRadius: series.values.length === 1 ? 3 : 0,
    pointHoverRadius: 3,
    spanGaps: false,
    segment: { borderDash: ({ p1DataIndex }) => (from !== null && p1DataIndex >= from ? [...incompleteDash] : undefined) },
  };
}
