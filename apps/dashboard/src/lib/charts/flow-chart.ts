import type { ReportResult } from '@flywheel/http/reports';
import { axisValue, columnOf, formatValue } from '#lib/reports/values.ts';
import { tableOf } from '#lib/reports/table.ts';
import type { FlowChartView } from './chart-view.ts';

/** Flows keyed `from>to` and labelled `From → To`, as a chart of flows. Flows of nothing are in the table only. */
export function flowChart(result: ReportResult, title: string, metric = 'flow_amount'): FlowChartView | undefined {
  const column = columnOf(result, metric);
  if (column === undefined) return undefined;
  const names: Record<string, string> = {};
  const flows = result.rows.flatMap((row) => {
    const [from = '', to = ''] = row.key.split('>');
    const [fromName = from, toName = to] = row.label.split(/\s*(?:→|>)\s*/);
    const value = axisValue(column, row.values[metric]) ?? 0;
    if (value <= 0 || to === '') return [];
    names[from] = fromName;
    names[to] = toName;
    return [{ from, to, value, text: formatValue(column, row.values[metric]) }];
  });
  const points = flows.map((each) => `${names[each.from] ?? each.from} to ${names[each.to] ?? each.to}: ${each.text}`);
  return {
    kind: 'flow',
    title,
    summary: `${title}. ${flows.length} flows. ${points.join('; ')}.`,
    points,
    table: tableOf(result, { caption: title, metrics: [metric] }),
    flows,
    names,
  };
}
