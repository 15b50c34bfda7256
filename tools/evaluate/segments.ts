import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { findCommunities, type Communities } from '@flywheel/segments/communities';
import { seededRandom } from '@flywheel/primitives';
import { progressBar } from '../import/progress-bar.ts';
import { isLifted, judgeSegments, splitByTime, type JudgedSegment } from './judge-segments.ts';
import { nameCommunities } from './name-communities.ts';
import { readInteractions, type Interactions } from './read-interactions.ts';
import { readCatalogue } from './read-catalogue.ts';
import { Usage } from './refusals.ts';
import { shuffleInteractions } from './shuffle-interactions.ts';
import { labelsOf, weeklyMembers } from './weekly-members.ts';

export const segmentsUsage = `npm run evaluate -- segments --data FILE [--items FILE] [--clusters auto|N]
    [--columns user,item,rating,time] [--min-rating N] [--min-people 20]
    [--ratio .75] [--seed 42] [--shuffles 5] [--delimiter C] [--header true|false] [--encoding NAME]
  --data   user<TAB>item[<TAB>time], user item rating time, or the columns named; plain or gzip
  --items  item<TAB>title<TAB>category|category: also judges the categories as segments and names the communities`;

const protocol =
  'Per user the first --ratio of interactions in time are history, the rest is later. Communities: items with at least 20 ' +
  'people in history, PPMI of co-engagement (user weight 1/ln(2+n), 60 neighbours), spherical k-means, k = the largest of ' +
  '6..24 with mean pairwise ARI >= 0.8 over 6 seeds and none over 40 % of the items. A user is in a segment when the ' +
  "shrunk lift of its items in history is >= 1.4 (M = 20) with >= 5 interactions. Later lift: share of members' later " +
  "interactions that are the segment's, over the same share of everybody; 95 % interval by 200 bootstrap draws over " +
  'members. Offered: ARI >= 0.8, the interval above 1, at least --min-people members. Coverage: users with later ' +
  'interactions that are in an offered segment. Weekly: communities found anew at each of the last four week ends with the same k, ' +
  'matched by Jaccard (Hungarian, 0.3 at least), and the members of matched ones compared among people known at the earlier end. ' +
  'Shuffled: the whole log with items swapped between acts, people and items as often as before, clustered and judged the same way ' +
  '--shuffles times at the same k; liftedShare is what lift and size alone would offer.';

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
  const judge = { history, later, minPeople: options.minPeople, seed: options.seed, stable: true };
  const names = nameCommunities({ communities, history, items: data.items, catalogue });
  const found = judgeSegments(labelsOf(communities), { ...judge, stable: isStable(communities) }).map((segment) => ({
    ...segment,
    ...names[segment.segment],
  }));
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
    ...(data.timed && communities.k > 0
      ? { weekly: weeklyMembers(data.of, data.items.length, { k: communities.k, seed: options.seed }) }
      : {}),
    ...(options.shuffles > 0 && communities.k > 0 ? { shuffled: judgeShuffled(data, options, communities.k) } : {}),
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
    ...(communities ? { ari: communities.ari, k: communities.k, largestShare: largestShareOf(communities) } : {}),
  };
}

/**
 * The control: the same clustering and judging, at the same k, where nothing ties people to items. What is offered here is offered by
 * chance; `liftedShare` is what lift and size alone would offer.
 */
function judgeShuffled(data: Interactions, options: Options, k: number): object {
  const runs = Array.from({ length: options.shuffles }, (_, run) => {
    const of = shuffleInteractions(data.of, seededRandom(`${options.seed}/shuffled/${run}`));
    const { history, later } = splitByTime({ ...data, of }, options.ratio);
    const communities = findCommunities(
      { items: data.items.length, itemsOf: history.map((touched) => [...new Set(touched)]) },
      { clusters: k, seed: `${options.seed}/${run}` },
    );
    const stable = isStable(communities);
    const judged = judgeSegments(labelsOf(communities), { history, later, minPeople: options.minPeople, seed: options.seed, stable });
    const lifted = judged.filter((segment) => isLifted(segment.laterLift, options)).length;
    return { ari: communities.ari, segments: judged.length, lifted, offered: judged.filter((segment) => segment.offered).length };
  });
  const sum = (of: (run: (typeof runs)[number]) => number): number => runs.reduce((total, run) => total + of(run), 0);
  const segments = sum((run) => run.segments);
  return {
    shuffles: runs.length,
    segments,
    offeredShare: sum((run) => run.offered) / Math.max(1, segments),
    liftedShare: sum((run) => run.lifted) / Math.max(1, segments),
    ari: sum((run) => run.ari) / runs.length,
  };
}

const stableAri = 0.8;

function isStable({ ari }: Communities): boolean {
  return ari >= stableAri;
}

function largestShareOf({ k, tried }: Communities): number {
  return tried.find((choice) => choice.k === k)?.largestShare ?? 0;
}

function warningsOf(data: Interactions, communities: Communities): string[] {
  return [
    ...(data.timed ? [] : ['no times: the order of the file stands for time']),
    ...(data.file.dropped > 0 ? [`${data.file.dropped} rows dropped: a field is missing or a time is no number`] : []),
    ...(communities.k > 0 && !isStable(communities)
      ? ['no number of communities was stable; the most stable one is shown, nothing of it offered']
      : []),
    ...(communities.k === 0 ? ['too few popular items for communities'] : []),
  ];
}

type Options = ReturnType<typeof readOptions>;

function readOptions(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const names = [
    'data',
    'items',
    'clusters',
    'columns',
    'min-rating',
    'min-people',
    'ratio',
    'seed',
    'shuffles',
    'delimiter',
    'header',
    'encoding',
  ];
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
    shuffles: number('shuffles', 5),
    delimiter: values['delimiter'],
    header: values['header'] === undefined ? undefined : values['header'] === 'true',
    encoding: values['encoding'],
  };
}
