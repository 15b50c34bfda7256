import { Database } from '@flywheel/database';
import { AcceptEvents, EraseViewer, ReplayQuarantine, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { SimulatedClock } from '@flywheel/runtime';
import { afterAll, beforeAll } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

/** Noon of the day on which every story begins. */
export const noon = Date.UTC(2026, 2, 1, 12);

/** A small site: one creator, two posts, a viewer who agreed to all, one who agreed to nothing. */
export type Site = {
  readonly database: Database;
  readonly accept: AcceptEvents;
  readonly replay: ReplayQuarantine;
  readonly erase: EraseViewer;
  readonly contents: UpsertContents;
  readonly viewers: UpsertViewers;
  /** The count identity over all batches, and what the tables hold. */
  counts(): Promise<{ received: number; stored: number; duplicate: number; quarantined: number; rows: number; aside: number }>;
};

/** Opens the site on a database of the calling file's own. */
export function useSite(): Site {
  const test = useTestDatabase();
  let site: Site | undefined;
  beforeAll(async () => {
    const database = new Database({ url: test.url, clock: new SimulatedClock(noon), poolSize: 4 });
    const random = seededRandom('ingest stories');
    const viewers = new UpsertViewers(database, random);
    const contents = new UpsertContents(database, random);
    site = {
      database,
      viewers,
      contents,
      accept: new AcceptEvents(database, random),
      replay: new ReplayQuarantine(database, random),
      erase: new EraseViewer(database),
      counts: () => countAll(database),
    };
    await viewers.run({
      acceptedAt: noon,
      items: [
        { id: 'ann', purposes: ['analytics', 'personalisation', 'ads'], country: 'NL' },
        { id: 'nil', purposes: [] },
      ],
    });
    await new UpsertCreators(database, random).run({ acceptedAt: noon, items: [{ id: 'cora', name: 'Cora' }] });
    await contents.run({ acceptedAt: noon, items: ['post-1', 'post-2'].map((id) => post(id)) });
  });
  afterAll(async () => site?.database.close());
  return new Proxy({} as Site, { get: (_, name) => Reflect.get(site ?? {}, name) as unknown });
}

/** Content by Cora about jazz. */
export function post(id: string, more: object = {}): object {
  return { id, creator: 'cora', title: id, tags: ['jazz'], publishedAt: '2026-02-01T00:00:00Z', ...more };
}

/** A like by Ann for the first post, at eleven. */
export function like(id: string, more: object = {}): object {
  return { v: 1, id, kind: 'like', at: '2026-03-01T11:00:00Z', viewer: 'ann', content: 'post-1', ...more };
}

async function countAll(database: Database): ReturnType<Site['counts']> {
  const { rows } = await database.read.query<Awaited<ReturnType<Site['counts']>>>(
    `SELECT coalesce(sum(received), 0)::int AS received, coalesce(sum(stored), 0)::int AS stored,
            coalesce(sum(duplicate), 0)::int AS duplicate, coalesce(sum(quarantined), 0)::int AS quarantined,
            (SELECT count(*)::int FROM engagement_event) AS rows, (SELECT count(*)::int FROM quarantine) AS aside
       FROM ingest_batch`,
  );
  const [row] = rows;
  if (!row) throw new Error('an aggregate always has a row');
  return row;
}
