import type { ModelEvent, ModelVersionLine } from '@flywheel/http/models';
import type { TimeChartView } from '#lib/charts/chart-view.ts';
import { formatCount } from '#lib/format/count.ts';
import { formatMomentExactly } from '#lib/format/dates.ts';
import { formatRate } from '#lib/format/rate.ts';
import { withMinus } from '#lib/format/minus.ts';
import { inWords } from '#lib/format/words.ts';
import type { TableView } from '#lib/reports/table.ts';

const text = (id: string, label: string, about?: string) => ({ id, label, numeric: false, ...(about && { about }) });
const number = (id: string, label: string, about?: string) => ({ id, label, numeric: true, ...(about && { about }) });

/** By event: how much was predicted, how much came, and how much more the model knows than the rate. */
export function modelEventTable(events: readonly ModelEvent[]): TableView {
  return {
    caption: 'Predictions, each made before its outcome was known',
    columns: [
      text('event', 'Event'),
      number('impressions', 'Impressions'),
      number('came', 'Came'),
      number('expected', 'Expected', 'The sum of the chances that were predicted'),
      number('ratio', 'Expected / came', '1 is right; above it the model promised too much'),
      number('entropy', 'Normalised entropy', 'Below 1 the model knows more than the rate of the event'),
      text('by', 'Learnt by', 'Whichever predicted better over about the last 20,000 impressions'),
    ],
    rows: events.map((each) => ({
      key: each.event,
      label: inWords(each.event),
      quiet: each.impressions === 0,
      cells: [
        formatCount(each.impressions),
        formatCount(each.events),
        formatCount(Math.round(each.expected)),
        each.ratio?.toFixed(3) ?? '–',
        each.normalisedEntropy?.toFixed(4) ?? '–',
        each.by === 'head' ? 'Online head' : 'Smoothed counts',
      ],
    })),
  };
}

/** What was predicted beside what came, by bands of the predicted chance from the lowest; undefined without impressions. */
export function reliabilityChart(event: ModelEvent): TimeChartView | undefined {
  const bands = event.bins
    .map(({ shown, expected, followed }) => ({ shown, expected: expected / shown, came: followed / shown }))
    .reverse();
  if (bands.length === 0) return undefined;
  const buckets = bands.map(({ expected }) => formatRate(expected));
  const predicted = bands.map(({ expected }) => formatRate(expected));
  const came = bands.map((band) => formatRate(band.came));
  const title = `${inWords(event.event)}: predicted and what came`;
  return {
    kind: 'bar',
    title,
    summary: `${title}, in ${bands.length} ${bands.length === 1 ? 'band' : 'bands'} of predicted chance.`,
    points: bands.map(({ shown }, at) => `Predicted ${predicted[at]}, came ${came[at]}, of ${formatCount(shown)} impressions`),
    table: {
      caption: title,
      columns: [text('band', 'Predicted, mean of the band'), number('came', 'Came'), number('shown', 'Impressions')],
      rows: bands.map(({ shown }, at) => ({
        key: String(at),
        label: predicted[at] ?? '',
        cells: [came[at] ?? '', formatCount(shown)],
      })),
    },
    buckets,
    series: [
      { id: 'predicted', label: 'Predicted', role: 'main', colour: 1, values: bands.map(({ expected }) => expected), texts: predicted },
      { id: 'came', label: 'Came', role: 'main', colour: 2, values: bands.map((band) => band.came), texts: came },
    ],
    stacked: false,
    incompleteFrom: null,
    axis: { unit: 'rate' },
  };
}

/** The weights that do most, as factors of the odds. */
export function weightTable({ event, weights }: ModelEvent): TableView {
  return {
    caption: `Largest weights for ${inWords(event).toLowerCase()}`,
    columns: [text('value', 'Value'), text('feature', 'Feature'), number('logit', 'Log-odds'), number('odds', 'Odds ×')],
    rows: weights.map(({ feature, value, name, microLogit }) => ({
      key: `${feature} ${value}`,
      label: name === null ? (feature === 'hour' ? `${value}:00 to ${value}:59` : value) : `${name} (${value})`,
      cells: [inWords(feature), withMinus((microLogit / 1e6).toFixed(3)), Math.exp(microLogit / 1e6).toFixed(2)],
    })),
  };
}

/** The newest versions and all that operators published. */
export function versionTable(versions: readonly ModelVersionLine[]): TableView {
  return {
    caption: 'Versions, newest first',
    columns: [
      text('version', 'Version'),
      text('at', 'Published (UTC)'),
      text('by', 'By'),
      text('kind', 'Kept as'),
      number('ads', 'Ads it names'),
      text('reason', 'Reason'),
    ],
    rows: versions.map((each) => ({
      key: each.version,
      label: each.version,
      cells: [
        formatMomentExactly(each.publishedAt),
        each.publishedBy === 'learner' ? 'Learner' : 'Operator',
        each.whole ? 'whole' : 'what changed',
        formatCount(each.ads),
        each.restores === null ? '–' : `Back to ${each.restores}: ${each.reason ?? ''}`,
      ],
    })),
  };
}
