import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DecisionResponse } from '@flywheel/http/decisions';
import pg from 'pg';
import { median } from '../../benchmark.ts';
import { processorUs, putLoad, residentMb, startServer, type Server } from './child.ts';
import { openDeciding, type OpenDeciding } from './open-deciding.ts';

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
type Measured = { deciding: OpenDeciding; variant: Variant; filledShare: number };

const connections = 64;
const secondsARound = 5;
const warmSeconds = 1;
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
  const measured: Measured[] = [];
  const bases: Variant[] = [];
  try {
    for (const campaigns of sizes) measured.push(await openMeasured(await openDeciding(url, { campaigns, folder, serve: 'edge', tell })));
    for (const name of ['raw', 'empty'] as const) {
      const server = await startServer(new URL(`./${name}-server.ts`, import.meta.url));
      const words = name === 'raw' ? 'node:http alone' : 'Nest + Fastify, empty route';
      bases.push({ name: words, server, bodies: measured[0]?.variant.bodies ?? '', key: 'none', replies: 0, samples: [] });
    }
    const variants = [...bases, ...measured.map((each) => each.variant)];
    await inRounds(variants, tell);
    const decided: DecidedRow[] = [];
    for (const each of measured) decided.push(await checkRecords(each));
    return { rows: rowsOf(variants), decided };
  } finally {
    for (const { server } of bases) await server.stop();
    for (const { deciding } of measured) await deciding.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openMeasured(deciding: OpenDeciding): Promise<Measured> {
  const { campaigns, server, bodies, key, replies, requests } = deciding;
  const variant: Variant = { name: `decision, ${campaigns} campaigns`, server, bodies, key, replies, samples: [] };
  return { deciding, variant, filledShare: await filledShare(variant, requests) };
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
  const order = { url: variant.server.url, key: variant.key, bodies: variant.bodies, seconds: secondsARound, connections, rate: undefined };
  await warmUp(variant);
  const before = processorUs(variant.server.pid);
  const answer = await putLoad(order);
  if (answer.failed > 0) throw new Error(`${variant.name}: ${answer.failed} requests failed`);
  // Shed answers are neither replies with a record nor throughput.
  variant.replies += answer.served;
  const after = processorUs(variant.server.pid);
  const cpuUs = before === undefined || after === undefined ? undefined : (after - before) / answer.served;
  return { perSecond: answer.served / secondsARound, cpuUs, p50: answer.p50, p99: answer.p99 };
}

/** While others were measured the leases of this one were given back: what is measured is a program that is at work. */
async function warmUp(variant: Variant): Promise<void> {
  const { server, key, bodies } = variant;
  variant.replies += (await putLoad({ url: server.url, key, bodies, seconds: warmSeconds, connections, rate: undefined })).served;
}

async function checkRecords({ deciding, variant, filledShare: share }: Measured): Promise<DecidedRow> {
  const { url, readySeconds, campaigns } = deciding;
  const { server, key, bodies } = variant;
  await warmUp(variant);
  const steady = await putLoad({ url: server.url, key, bodies, seconds: 8, connections: 32, rate: 1000 });
  variant.replies += steady.served;
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
