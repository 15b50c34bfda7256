import type { ChartConfiguration } from 'chart.js';
import type { FlowChartView } from './chart-view.ts';
import type { Palette } from './palette.ts';

/** How Chart.js draws flows. A place keeps its colour on every flow that leaves it. */
export function flowConfig(view: FlowChartView, palette: Palette): ChartConfiguration<'sankey'> {
  const places = Object.keys(view.names);
  const colourOf = (place: string) => palette.series[places.indexOf(place) % 6] ?? palette.text;
  return {
    type: 'sankey',
    data: {
      datasets: [
        {
          label: view.title,
          data: view.flows.map((each) => ({ from: each.from, to: each.to, flow: each.value })),
          labels: { ...view.names },
          colorFrom: ({ dataIndex }) => colourOf(view.flows[dataIndex]?.from ?? ''),
          colorTo: ({ dataIndex }) => colourOf(view.flows[dataIndex]?.to ?? ''),
          colorMode: 'gradient',
          alpha: 0.4,
          color: palette.text,
          borderWidth: 0,
          nodeWidth: 12,
          font: { family: palette.font, size: 12 },
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      plugins: {
        tooltip: {
          backgroundColor: palette.text,
          titleColor: palette.card,
          bodyColor: palette.card,
          callbacks: { title: () => '', label: (item) => view.points[item.dataIndex] ?? '' },
        },
      },
    },
  };
}
