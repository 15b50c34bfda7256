import type { Chart as ChartClass } from 'chart.js';

/** The only two places that name Chart.js; both load when a chart comes into view. Registers no more than is used. */
export async function loadChart(): Promise<typeof ChartClass> {
  const { BarController, BarElement, CategoryScale, Chart, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip } =
    await import('chart.js');
  Chart.register(BarController, BarElement, CategoryScale, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);
  return Chart;
}

/** Chart.js with flows. */
export async function loadFlowChart(): Promise<typeof ChartClass> {
  const [Chart, { SankeyController, Flow }] = await Promise.all([loadChart(), import('chartjs-chart-sankey')]);
  Chart.register(SankeyController, Flow);
  return Chart;
}
