import type { ChartConfiguration } from 'chart.js';
import type { FlowChartView } from './chart-view.ts';
import type { Palette } from './palette.ts';

/** How Chart.js draws flows. A place keeps its colour on every flow that leaves it. */
export function flowConfig(view: FlowChartView, palette: Palette): ChartConfiguration<'sankey'> {
  // Places of one kind (`fund:…`) share a colour: six colours tell six kinds apart.
  const kindOf = (place: string) => place.replace(/:.*/, '');
  const kinds = [...new Set(Object.keys(view.names).map(kindOf))];
  const colourOf = (place: string) => palette.series[kinds.indexOf(kindOf(place)) % 6] ?? palette.text;
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
          nodePadding: 22,
          font: { family: palette.font, size: 12 },
        },
      ],
    },
    options: {
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      // The lowest place may be thinner than its own name.
      layout: { padding: { bottom: 8 } },
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
