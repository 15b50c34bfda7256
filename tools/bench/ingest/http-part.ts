import { fork } from 'node:child_process';
import { median } from '../benchmark.ts';
import type { Part } from '../part.ts';
import { processorUs, residentMb } from '../serve/http/child.ts';
import { openCopies, type Copies } from './copies.ts';
import { openIngestWorld, type IngestWorld } from './ingest-world.ts';
import type { SendAnswer, SendOrder, SenderReady } from './sender.ts';

const events = 200_000;
const rounds = 3;
const connections = 24;
const invalid = 0.01;
const shares = [0, 0.001, 0.01];

type Sample = { perSecond: number; p50: number; p99: number; apiUs: number; databaseUs: number; commitRows: number };
type Row = { variant: string; lowest: number; highest: number; ofUnique: number; goal: string } & Sample;

/**
 * P3: events a second over HTTP until they are committed and answered, 100 a request from a process of its own, with copies of events
 * spread over requests and connections and 1 % that are invalid. Beside them in every round, rows of the same kind by COPY into a bare
 * table and into one with the same unique key, as many a commit as the program commits.
 */
export const httpPart: Part = async ({ databaseUrl, tell }) => {
  const world = await openIngestWorld(databaseUrl);
  try {
    tell(`ingest warm-up: ${Math.round((await sendRun(world, 'warm', 0)).perSecond)} events/s`);
    const warm = await sendRun(world, 'warmer', 0.01);
    const copies = await openCopies(world.database, { rows: events, aCommit: warm.commitRows });
    const taken = await measureRounds(world, copies, tell);
    const rows = rowsOf(taken);
    const lines = [
      `ingest (P3): ${events} events a run, 100 a request, ${connections} connections, closed load from another process, 1 % invalid; ` +
        `medians of ${rounds} rounds`,
      ...rows.map(lineOf),
      `  the program held ${residentMb(world.server.pid) ?? '?'} MB at the end`,
    ];
    return { lines, json: rows };
  } finally {
    await world.close();
  }
};

async function measureRounds(world: IngestWorld, copies: Copies, tell: (line: string) => void): Promise<Map<string, Sample[]>> {
  const variants: { name: string; run: (round: number) => Promise<Sample> }[] = [
    { name: 'COPY + UNIQUE', run: () => copies.measure('unique') },
    { name: 'COPY', run: () => copies.measure('bare') },
    ...shares.map((share) => ({
      name: `HTTP, ${share * 100} % copies`,
      run: (round: number) => sendRun(world, `r${round}s${share * 1000}`, share),
    })),
  ];
  const taken = new Map(variants.map(({ name }) => [name, [] as Sample[]]));
  for (let round = 1; round <= rounds; round += 1) {
    for (const { name, run } of round % 2 ? variants : variants.toReversed()) {
      const sample = await run(round);
      taken.get(name)?.push(sample);
      tell(`ingest round ${round}/${rounds} ${name}: ${Math.round(sample.perSecond)} events/s, p99 ${sample.p99} ms`);
    }
  }
  return taken;
}

/** Sends one run and checks every answer, the rows and the ids against each other. */
async function sendRun(world: IngestWorld, run: string, copies: number): Promise<Sample> {
  const { database, server, key } = world;
  const child = fork(new URL('./sender.ts', import.meta.url), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  try {
    const order: SendOrder = { run, events, copies, invalid, now: database.clock.now(), url: server.url, key, connections };
    await say<SenderReady>(child, order);
    const pids = await backends(world);
    const before = [processorUs(server.pid) ?? Number.NaN, cpuOf(pids)] as const;
    const answer = await say<SendAnswer>(child, 'go');
    const [apiUs, databaseUs] = [
      (processorUs(server.pid) ?? Number.NaN) - before[0],
      cpuOf([...new Set([...pids, ...(await backends(world))])]) - before[1],
    ];
    if (answer.fault !== undefined) throw new Error(`ingest ${run}: ${answer.fault}`);
    const { stored, commits, rows, ids } = await readBack(world, run);
    if (stored !== rows || rows !== ids) throw new Error(`ingest ${run}: ${stored} acknowledged, ${rows} rows, ${ids} ids`);
    const { p50, p99, seconds } = answer;
    const commitRows = Math.round(events / commits);
    return { perSecond: events / seconds, p50, p99, apiUs: apiUs / events, databaseUs: databaseUs / events, commitRows };
  } finally {
    child.kill();
  }
}

async function readBack({ database }: IngestWorld, run: string): Promise<{ stored: number; commits: number; rows: number; ids: number }> {
  const { rows } = await database.reports.query<{ stored: number; commits: number; rows: number; ids: number }>(
    `WITH rows AS (SELECT batch_id, count(*)::int AS n FROM engagement_event WHERE event_id LIKE $1 || '-%' GROUP BY 1)
     SELECT sum(stored)::int AS stored, count(DISTINCT b.xmin::text)::int AS commits, sum(n)::int AS rows,
       (SELECT count(*)::int FROM event_identity WHERE event_id >= $1 || '-' AND event_id < $1 || '.') AS ids
     FROM rows JOIN ingest_batch b USING (batch_id)`,
    [run],
  );
  const [found] = rows;
  if (!found) throw new Error('a sum has a row');
  return found;
}

async function backends({ database }: IngestWorld): Promise<number[]> {
  const { rows } = await database.read.query<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE datname = current_database()');
  return rows.map(({ pid }) => pid);
}

function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + (processorUs(pid) ?? 0), 0);
}

function say<T>(child: ReturnType<typeof fork>, message: SendOrder | 'go'): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`the sender ended with ${code ?? 'a signal'}`));
    child.once('exit', ended);
    child.once('message', (answer) => {
      child.off('exit', ended);
      resolve(answer as T);
    });
    child.send(message);
  });
}

function rowsOf(taken: ReadonlyMap<string, readonly Sample[]>): Row[] {
  const rate = (name: string): number => median((taken.get(name) ?? []).map(({ perSecond }) => perSecond));
  return [...taken].map(([variant, samples]) => {
    const middle = (pick: (sample: Sample) => number): number => median(samples.map(pick));
    const rates = samples.map(({ perSecond }) => perSecond);
    return {
      variant,
      perSecond: rate(variant),
      lowest: Math.min(...rates),
      highest: Math.max(...rates),
      ofUnique: rate(variant) / rate('COPY + UNIQUE'),
      p50: middle(({ p50 }) => p50),
      p99: middle(({ p99 }) => p99),
      apiUs: middle(({ apiUs }) => apiUs),
      databaseUs: middle(({ databaseUs }) => databaseUs),
      commitRows: middle(({ commitRows }) => commitRows),
      goal: variant.startsWith('HTTP, 0 ')
        ? ' (goals 100000/s, .6, p99 50 ms)'
        : variant.startsWith('HTTP')
          ? ' (goals 50000/s, p99 50 ms)'
          : '',
    };
  });
}

function lineOf(row: Row): string {
  const speed = `${String(Math.round(row.perSecond)).padStart(7)}/s (${Math.round(row.lowest)}–${Math.round(row.highest)})`;
  const waits = Number.isNaN(row.p99) ? '' : `, p50 ${row.p50} ms, p99 ${row.p99} ms, CPU api ${row.apiUs.toFixed(2)} µs`;
  const database = ` database ${row.databaseUs.toFixed(2)} µs an event, ${row.commitRows} rows a commit`;
  return `  ${row.variant.padEnd(20)} ${speed}  ${row.ofUnique.toFixed(2)} of COPY + UNIQUE${row.goal}${waits},${database}`;
}
