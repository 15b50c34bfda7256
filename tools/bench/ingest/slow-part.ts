import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { EventsResponse } from '@flywheel/http/events';
import type { Part } from '../part.ts';
import { residentMb } from '../serve/http/child.ts';
import { openIngestWorld, type IngestWorld } from './ingest-world.ts';
import { makeRun } from './sent-events.ts';

const minutes = 2;
const cycleMs = 10_000;
const heldMs = 1500;
/** Each has a hundred events open: together more than may wait. */
const lines = 1200;
const goalGrowth = 1.05;

type Sums = { sent: number; acknowledged: number; stored: number; refused: number; failed: number; withoutRetry: number };

/**
 * The database is slow for minutes: of every ten seconds a lock holds every commit up for 1.5 s, under more senders than can be served.
 * What is refused is sent again once Retry-After has passed. The heap is taken each half minute, its garbage collected, from the first on.
 */
export const slowPart: Part = async ({ databaseUrl, tell }) => {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-heap-'));
  const heapFile = join(folder, 'heap');
  const preload = `--expose-gc --import ${new URL('./tell-heap.ts', import.meta.url).href}`;
  const world = await openIngestWorld(databaseUrl, { NODE_OPTIONS: preload, HEAP_FILE: heapFile });
  try {
    const sums: Sums = { sent: 0, acknowledged: 0, stored: 0, refused: 0, failed: 0, withoutRetry: 0 };
    const end = performance.now() + minutes * 60_000;
    const running = (): boolean => performance.now() < end;
    const holding = holdLocks(world.database.url, running);
    const sending = Array.from({ length: lines }, (_, line) => sendAll(world, line, sums, running));
    const heaps: number[] = [];
    while (running()) {
      await wait(Math.min(30_000, Math.max(0, end - performance.now())));
      heaps.push(await heapOf(world.server.pid, heapFile));
      tell(`ingest slow: ${sums.acknowledged} acknowledged, ${sums.refused} requests refused, heap ${heaps.at(-1)?.toFixed(1)} MB`);
    }
    await Promise.all([holding, ...sending]);
    const { rows } = await world.database.reports.query<{ events: number; ids: number; told: number }>(
      `SELECT (SELECT count(*)::int FROM engagement_event) AS events, (SELECT count(*)::int FROM event_identity) AS ids,
              (SELECT sum(stored)::int FROM ingest_batch) AS told`,
    );
    const [found] = rows;
    const lost = sums.stored - (found?.events ?? 0);
    if (lost > 0 || found?.ids !== found?.events || found?.told !== found?.events)
      throw new Error(`${sums.stored} acknowledged as stored, but ${JSON.stringify(found)}`);
    const growth = (heaps.at(-1) ?? Number.NaN) / (heaps[0] ?? Number.NaN);
    return {
      lines: [
        `ingest, the database held up ${heldMs} ms of every ${cycleMs} ms for ${minutes} minutes, ${lines} senders of 100 events:`,
        `  ${sums.stored} events acknowledged as stored, ${found?.events} are there, ${Math.max(0, lost)} lost; ${sums.refused} requests ` +
          `refused with 503, ${sums.withoutRetry} of them without Retry-After, ${sums.failed} otherwise`,
        `  heap after collection ${heaps.map((each) => each.toFixed(1)).join(', ')} MB: ×${growth.toFixed(3)} (goal ≤ ${goalGrowth}); ` +
          `resident ${residentMb(world.server.pid) ?? '?'} MB`,
      ],
      json: { ...sums, ...found, lost, heaps, growth },
    };
  } finally {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Holds every commit up: each writes its batches last. */
async function holdLocks(url: string, running: () => boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  while (running()) {
    await client.query('BEGIN; LOCK TABLE ingest_batch IN EXCLUSIVE MODE');
    await wait(heldMs);
    await client.query('COMMIT');
    await wait(cycleMs - heldMs);
  }
  await client.end();
}

async function sendAll({ server, key, database }: IngestWorld, line: number, sums: Sums, running: () => boolean): Promise<void> {
  for (let turn = 0; running(); turn += 1) {
    const { bodies } = makeRun({ run: `slow-${line}-${turn}`, events: 1000, copies: 0, invalid: 0, now: database.clock.now() });
    for (const body of bodies) {
      sums.sent += 1;
      while (!(await sendOne(`${server.url}/v1/events`, key, body, sums)) && running());
      if (!running()) return;
    }
  }
}

/** Whether it was acknowledged. */
async function sendOne(url: string, key: string, body: Buffer, sums: Sums): Promise<boolean> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  if (answer.ok) {
    const { stored, received } = (await answer.json()) as EventsResponse;
    sums.stored += stored;
    sums.acknowledged += received;
    return true;
  }
  await answer.text();
  const retrySeconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
  if (answer.status === 503) sums.refused += 1;
  else sums.failed += 1;
  if (answer.status === 503 && !(retrySeconds >= 1)) sums.withoutRetry += 1;
  await wait((retrySeconds >= 1 ? retrySeconds : 1) * 1000);
  return false;
}

async function heapOf(pid: number, file: string): Promise<number> {
  rmSync(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (let tries = 0; tries < 100 && !(existsSync(file) && readFileSync(file, 'utf8') !== ''); tries += 1) await wait(50);
  return Number(readFileSync(file, 'utf8')) / 1_048_576;
}
