import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DecisionResponse } from '@flywheel/http/decisions';
import { migrate } from '@flywheel/database';
import pg from 'pg';
import { median } from '../../benchmark.ts';
import { processorUs, putLoad, residentMb, startServer, type Server } from './child.ts';
import { makeWorld } from './world.ts';

/** One variant of the route under closed load: medians over rounds. `share`: of the empty route's throughput. */
export type RouteRow = { variant: string; perSecond: number; share: number; cpuUs: number | undefined; p50: number; p99: number };

/** A deciding program over a world: what it answered, and that every answer left its record. */
export type DecidedRow = {
  campaigns: number;
  readySeconds: number;
  filledShare: number;
  replies: number;
  records: number;
  residentMb: number | undefined;
  /** At 1,000 requests a second. */
  p99AtThousand: number;
};

type Variant = { name: string; server: Server; bodies: string; key: string; replies: number; samples: Sample[] };
type Sample = { perSecond: number; cpuUs: number | undefined; p50: number; p99: number };
type Deciding = { variant: Variant; url: string; readySeconds: number; filledShare: number; campaigns: number };

const connections = 64;
const secondsARound = 5;
const rounds = 5;

/**
 * P1 of the whole decision over HTTP: bare node:http, an empty Nest + Fastify route with the same schemas, and this program over worlds of
 * `sizes` campaigns, all in one interleaved run, each in its own process, load from another. Databases of its own are made beside `url`.
 */
export async function measureRoute(
  url: string,
  sizes: readonly number[],
  tell: (line: string) => void,
): Promise<{ rows: RouteRow[]; decided: DecidedRow[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-'));
  const variants: Variant[] = [];
  const deciding: Deciding[] = [];
  try {
    for (const campaigns of sizes) deciding.push(await openWorld(url, campaigns, folder, tell));
    const [first] = deciding;
    for (const name of ['raw', 'empty'] as const) {
      const server = await startServer(new URL(`./${name}-server.ts`, import.meta.url));
      const words = name === 'raw' ? 'node:http alone' : 'Nest + Fastify, empty route';
      variants.push({ name: words, server, bodies: first?.variant.bodies ?? '', key: 'none', replies: 0, samples: [] });
    }
    variants.push(...deciding.map((each) => each.variant));
    await inRounds(variants, tell);
    const decided: DecidedRow[] = [];
    for (const each of deciding) decided.push(await checkRecords(each));
    return { rows: rowsOf(variants), decided };
  } finally {
    for (const { server } of [...variants, ...deciding.map((each) => each.variant)]) await server.stop();
    for (const { url: own } of deciding) await dropDatabase(url, own);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openWorld(url: string, campaigns: number, folder: string, tell: (line: string) => void): Promise<Deciding> {
  const own = await freshDatabase(url, `flywheel_bench_${campaigns}`);
  tell(`serve: ${campaigns} campaigns are made`);
  const world = await makeWorld(own, campaigns);
  const bodies = join(folder, `bodies-${campaigns}.ndjson`);
  writeFileSync(bodies, world.bodies.join('\n'));
  const began = performance.now();
  const server = await startServer(new URL('../../../../apps/api/dist/main.js', import.meta.url), {
    env: { DATABASE_URL: own, DATABASE_URL_FILE: '', WORLD: 'live', PORT: '0', DATA_DIR: folder, SERVE: 'edge', LOG_LEVEL: 'warn' },
    withinMs: 300_000,
  });
  const readySeconds = (performance.now() - began) / 1000;
  tell(`serve: ready with ${campaigns} campaigns after ${readySeconds.toFixed(1)} s`);
  const variant: Variant = { name: `decision, ${campaigns} campaigns`, server, bodies, key: world.key, replies: 0, samples: [] };
  // Leases come on demand: the first stretch asks for those of the campaigns that win here.
  variant.replies += (await putLoad({ url: server.url, key: world.key, bodies, seconds: 8, connections, rate: 500 })).ok;
  return { variant, url: own, readySeconds, filledShare: await filledShare(variant, world.bodies), campaigns };
}

/** The share of slots that were filled, over one request for each of 500 bodies. */
async function filledShare(variant: Variant, bodies: readonly string[]): Promise<number> {
  let filled = 0;
  let slots = 0;
  for (const body of bodies.slice(0, 500)) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${variant.key}` };
    const answer = await fetch(`${variant.server.url}/v1/decisions`, { method: 'POST', headers, body });
    if (answer.status !== 200) throw new Error(`a decision answered ${answer.status}: ${await answer.text()}`);
    const { results } = (await answer.json()) as DecisionResponse;
    slots += results.length;
    filled += results.filter((each) => each.outcome === 'filled').length;
    variant.replies += 1;
  }
  return filled / slots;
}

async function inRounds(variants: readonly Variant[], tell: (line: string) => void): Promise<void> {
  for (let round = 0; round <= rounds; round += 1) {
    for (const variant of round % 2 === 0 ? variants : variants.toReversed()) {
      const sample = await stretch(variant);
      // Round 0 warms up.
      if (round > 0) variant.samples.push(sample);
      tell(`serve round ${round}/${rounds} ${variant.name}: ${Math.round(sample.perSecond)}/s, ${sample.cpuUs?.toFixed(1)} µs CPU`);
    }
  }
}

async function stretch(variant: Variant): Promise<Sample> {
  const before = processorUs(variant.server.pid);
  const order = { url: variant.server.url, key: variant.key, bodies: variant.bodies, seconds: secondsARound, connections, rate: undefined };
  const answer = await putLoad(order);
  if (answer.failed > 0) throw new Error(`${variant.name}: ${answer.failed} requests failed`);
  variant.replies += answer.ok;
  const after = processorUs(variant.server.pid);
  const cpuUs = before === undefined || after === undefined ? undefined : (after - before) / answer.ok;
  return { perSecond: answer.perSecond, cpuUs, p50: answer.p50, p99: answer.p99 };
}

async function checkRecords({ variant, url, readySeconds, filledShare: share, campaigns }: Deciding): Promise<DecidedRow> {
  const { server, key, bodies } = variant;
  const steady = await putLoad({ url: server.url, key, bodies, seconds: 8, connections: 32, rate: 1000 });
  variant.replies += steady.ok;
  await wait(1000);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM decision');
  await client.end();
  return {
    campaigns,
    readySeconds,
    filledShare: share,
    replies: variant.replies,
    records: Number(rows[0]?.n ?? 0),
    residentMb: residentMb(server.pid),
    p99AtThousand: steady.p99,
  };
}

function rowsOf(variants: readonly Variant[]): RouteRow[] {
  const middle = (samples: readonly Sample[], of: (sample: Sample) => number): number => median(samples.map(of));
  const empty = middle(variants[1]?.samples ?? [], (sample) => sample.perSecond);
  return variants.map(({ name, samples }) => {
    const perSecond = middle(samples, (sample) => sample.perSecond);
    const known = samples.every((sample) => sample.cpuUs !== undefined);
    return {
      variant: name,
      perSecond,
      share: perSecond / empty,
      cpuUs: known ? middle(samples, (sample) => sample.cpuUs ?? 0) : undefined,
      p50: middle(samples, (sample) => sample.p50),
      p99: middle(samples, (sample) => sample.p99),
    };
  });
}

async function freshDatabase(url: string, name: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/${name}`;
  await onServer(url, [`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`]);
  await migrate(own.href);
  return own.href;
}

async function dropDatabase(url: string, own: string): Promise<void> {
  await onServer(url, [`DROP DATABASE IF EXISTS ${new URL(own).pathname.slice(1)} WITH (FORCE)`]);
}

async function onServer(url: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}
