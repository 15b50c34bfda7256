import { copyInto, Database } from '@flywheel/database';
import { AcceptEvents, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { SimulatedClock } from '@flywheel/runtime';
import pg from 'pg';
import type { Benchmark, Variant } from './benchmark.ts';

const eventsARound = 20_000;
const people = 2000;
const noon = Date.UTC(2026, 2, 1, 12);
const random = seededRandom('bench intake');

type SentEvent = { v: 1; id: string; kind: string; at: string; viewer: string; content: string; dwellMs: number; context: object };

/**
 * Event intake: events a second until they are committed, beside COPY into a bare table and COPY into a table with the same unique key.
 * Every round sends new ids; the counts that come back are checked.
 */
export async function openIntake(url: string): Promise<Benchmark> {
  const database = new Database({ url, clock: new SimulatedClock(noon), poolSize: 6 });
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await prepare(database, client);
  const accept = new AcceptEvents(database, random);
  const variants: Variant[] = [
    copyVariant(client, 'copy_unique', 'COPY + UNIQUE, 1,000 a commit', 1000),
    copyVariant(client, 'copy_bare', 'COPY, 1,000 a commit', 1000),
    intakeVariant(accept, { name: 'intake, 1,000 a batch', size: 1000, senders: 1, repeated: 0 }),
    intakeVariant(accept, { name: 'intake, 1,000 a batch, 4 senders', size: 1000, senders: 4, repeated: 0 }),
    intakeVariant(accept, { name: 'intake, 1,000 a batch, 1 % sent twice', size: 1000, senders: 1, repeated: 0.01 }),
    intakeVariant(accept, { name: 'intake, 5,000 a batch (seeding)', size: 5000, senders: 1, repeated: 0 }),
  ];
  const close = async (): Promise<void> => {
    await client.end();
    await database.close();
  };
  return { name: 'intake', unit: 'events', rounds: 5, variants, close };
}

async function prepare(database: Database, client: pg.Client): Promise<void> {
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: 1000 }, (_, i) => make(i));
  await new UpsertCreators(database, random).run({ items: [{ id: 'creator', name: 'Creator' }], acceptedAt: noon });
  for (let from = 0; from < people; from += 1000) {
    const viewers = each((i) => ({ id: `viewer-${from + i}`, purposes: ['analytics', 'personalisation', 'ads'] }));
    await new UpsertViewers(database, random).run({ items: viewers, acceptedAt: noon });
    const contents = each((i) => ({
      id: `content-${from + i}`,
      creator: 'creator',
      tags: [`tag-${i % 50}`],
      publishedAt: '2026-02-01T00:00:00Z',
    }));
    await new UpsertContents(database, random).run({ items: contents, acceptedAt: noon });
  }
  const columns =
    '(viewer_key uuid, event_id text, at timestamptz, kind text, content_id uuid, dwell_ms integer, device text, country char(2))';
  await client.query(
    `CREATE TABLE copy_bare ${columns}; CREATE TABLE copy_unique ${columns};
     ALTER TABLE copy_unique ADD PRIMARY KEY (viewer_key, event_id, at)`,
  );
}

function copyVariant(client: pg.Client, table: string, name: string, size: number): Variant {
  return {
    name,
    run: async () => {
      for (const batch of batches(size, 0)) {
        const lines = batch.map(({ id, at, kind, viewer, content, dwellMs }) =>
          [uuidOf(viewer), id, at, kind, uuidOf(content), dwellMs, 'phone', 'NL'].join('\t'),
        );
        await copyInto(client, `COPY ${table} FROM STDIN`, Buffer.from(`${lines.join('\n')}\n`));
      }
      return eventsARound;
    },
  };
}

function intakeVariant(
  accept: AcceptEvents,
  { name, size, senders, repeated }: { name: string; size: number; senders: number; repeated: number },
): Variant {
  return {
    name,
    run: async () => {
      const waiting = batches(size, repeated);
      let stored = 0;
      let duplicate = 0;
      const send = async (): Promise<void> => {
        for (let events = waiting.pop(); events; events = waiting.pop()) {
          const answer = await accept.run({ events, source: 'bench', acceptedAt: noon });
          stored += answer.stored;
          duplicate += answer.duplicate;
        }
      };
      await Promise.all(Array.from({ length: senders }, send));
      if (stored + duplicate !== eventsARound || (repeated === 0) !== (duplicate === 0))
        throw new Error(`${name}: ${stored} stored and ${duplicate} duplicate`);
      return eventsARound;
    },
  };
}

let sent = 0;

/** New events in batches; `repeated` of them are copies of the one before. */
function batches(size: number, repeated: number): SentEvent[][] {
  return Array.from({ length: eventsARound / size }, () => {
    const events: SentEvent[] = [];
    while (events.length < size) {
      const before = events.at(-1);
      events.push(before && random.next() < repeated ? before : newEvent());
    }
    return events;
  });
}

function newEvent(): SentEvent {
  sent += 1;
  return {
    v: 1,
    id: `event-${sent}`,
    kind: random.next() < 0.8 ? 'view' : 'like',
    at: new Date(noon - Math.floor(random.next() * 3_600_000)).toISOString(),
    viewer: `viewer-${Math.floor(random.next() * people)}`,
    content: `content-${Math.floor(random.next() * people)}`,
    dwellMs: Math.floor(random.next() * 30_000),
    context: { device: 'phone', country: 'NL' },
  };
}

/** A uuid for COPY, which looks nothing up. */
function uuidOf(id: string): string {
  return `00000000-0000-7000-8000-${id.replaceAll(/\D/g, '').padStart(12, '0')}`;
}
