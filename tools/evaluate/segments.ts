import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { findCommunities, type Communities } from '@flywheel/segments/communities';
import { progressBar } from '../import/progress-bar.ts';
import { judgeSegments, splitByTime, type JudgedSegment } from './judge-segments.ts';
import { nameCommunities } from './name-communities.ts';
import { readInteractions, type Interactions } from './read-interactions.ts';
import { readCatalogue } from './read-catalogue.ts';
import { Usage } from './refusals.ts';

export const segmentsUsage = `npm run evaluate -- segments --data FILE [--items FILE] [--clusters auto|N]
    [--columns user,item,rating,time] [--min-rating N] [--min-people 20]
    [--ratio .75] [--seed 42] [--delimiter C] [--header true|false] [--encoding NAME]
  --data   user<TAB>item[<TAB>time], or the columns named; plain or gzip
  --items  item<TAB>title<TAB>category|category: also judges the categories as segments and names the communities`;

const protocol =
  'Per user the first --ratio of interactions in time are history, the rest is later. Communities: items with at least 20 ' +
  'people in history, PPMI of co-engagement (user weight 1/ln(2+n), 60 neighbours), spherical k-means, k = the largest of ' +
  '6..24 with mean pairwise ARI >= 0.8 over 6 seeds and none over 40 % of the items. A user is in a segment when the ' +
  "shrunk lift of its items in history is >= 1.4 (M = 20) with >= 5 interactions. Later lift: share of members' later " +
  "interactions that are the segment's, over the same share of everybody; 95 % interval by 200 bootstrap draws over " +
  'members. Offered: the interval lies above 1 and at least --min-people are members. Coverage: users with later ' +
  'interactions that are in an offered segment.';

/** The task `segments`: how stable communities of content are, and whether their members really go on to care more. */
export async function evaluateSegments(args: readonly string[]): Promise<object> {
  const options = readOptions(args);
  const started = process.cpuUsage();
  const data = await readInteractions(options.data, options);
  const catalogue = options.items ? await readCatalogue(options.items, options) : undefined;
  const { history, later } = splitByTime(data, options.ratio);
  const bar = progressBar(process.stderr);
  const communities = findCommunities(
    { items: data.items.length, itemsOf: history.map((touched) => [...new Set(touched)]) },
    { clusters: options.clusters, seed: options.seed, onProgress: (k) => bar.show(`clustering into ${k}`, k, 24) },
  );
  bar.end();
  const judge = { history, later, minPeople: options.minPeople, seed: options.seed };
  const names = nameCommunities({ communities, history, items: data.items, catalogue });
  const found = judgeSegments(labelsOf(communities), judge).map((segment) => ({ ...segment, ...names[segment.segment] }));
  const categories = catalogue ? judgeSegments(catalogue.labels(data.items), judge) : undefined;
  return {
    task: 'segments',
    version: 1,
    inputs: [data.file, ...(catalogue ? [catalogue.file] : [])],
    protocol,
    models: [
      {
        name: 'communities',
        params: { clusters: options.clusters, k: communities.k, seed: options.seed },
        tunedOn: 'history',
        metrics: metricsOf(found, communities),
      },
      ...(categories ? [{ name: 'categories', params: {}, tunedOn: 'none', metrics: metricsOf(categories) }] : []),
    ],
    segments: found,
    ...(categories ? { categories } : {}),
    tried: communities.tried,
    chosen: { k: communities.k, modelHash: createHash('sha256').update(Buffer.from(communities.of.buffer)).digest('hex') },
    cpuS: process.cpuUsage(started).user / 1e6,
    rssMb: Math.round(process.memoryUsage.rss() / 2 ** 20),
    warnings: warningsOf(data, communities),
  };
}

function metricsOf(list: readonly JudgedSegment[], communities?: Communities): object {
  const offered = list.filter((segment) => segment.offered);
  const lifts = offered.map((segment) => segment.laterLift.lift).sort((a, b) => a - b);
  return {
    segments: list.length,
    offered: offered.length,
    offeredShare: list.length === 0 ? 0 : offered.length / list.length,
    coverage: list[0]?.coverageOfOffered ?? 0,
    medianLaterLift: lifts[Math.floor(lifts.length / 2)] ?? null,
    ...(communities ? { ari: communities.ari, k: communities.k } : {}),
  };
}

function labelsOf(communities: Communities): string[][] {
  return [...communities.of].map((community) => (community < 0 ? [] : [String(community)]));
}

function warningsOf(data: Interactions, communities: Communities): string[] {
  return [
    ...(data.timed ? [] : ['no times: the order of the file stands for time']),
    ...(data.file.dropped > 0 ? [`${data.file.dropped} rows dropped: a field is missing or a time is no number`] : []),
    ...(communities.k > 0 && communities.ari < 0.8 ? ['no number of communities was stable; the most stable one is shown'] : []),
    ...(communities.k === 0 ? ['too few popular items for communities'] : []),
  ];
}

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const names = ['data', 'items', 'clusters', 'columns', 'min-rating', 'min-people', 'ratio', 'seed', 'delimiter', 'header', 'encoding'];
  let values: Record<string, string | undefined>;
  try {
    values = parseArgs({ args: [...args], options: Object.fromEntries(names.map((name) => [name, text])) }).values as typeof values;
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : String(error));
  }
  if (!values['data']) throw new Usage('--data FILE is needed');
  const number = (name: string, fallback: number): number => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isFinite(value)) throw new Usage(`--${name} must be a number`);
    return value;
  };
  const clusters = values['clusters'] ?? 'auto';
  return {
    data: values['data'],
    items: values['items'],
    clusters: clusters === 'auto' ? ('auto' as const) : number('clusters', 0),
    columns: values['columns']?.split(','),
    minRating: values['min-rating'] === undefined ? undefined : number('min-rating', 0),
    minPeople: number('min-people', 20),
    ratio: number('ratio', 0.75),
    seed: values['seed'] ?? '42',
    delimiter: values['delimiter'],
    header: values['header'] === undefined ? undefined : values['header'] === 'true',
    encoding: values['encoding'],
  };
}
