import { Database } from '@flywheel/database';
import { AcceptEvents, EraseViewer, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { ExplainSegments, ListSegments, RefreshShares, UpdateInterests } from '@flywheel/learn';
import { seededRandom } from '@flywheel/primitives';
import { SimulatedClock } from '@flywheel/runtime';
import { afterAll, beforeAll } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';

/** Noon of the day on which every story begins. */
export const noon = Date.UTC(2026, 2, 1, 12);
const all = ['analytics', 'personalisation', 'ads'];

/** A site of a hundred people who like chess and one topic besides it, and what may be done with it. */
export type Club = {
  readonly database: Database;
  readonly viewers: UpsertViewers;
  readonly erase: EraseViewer;
  readonly update: UpdateInterests;
  readonly refresh: RefreshShares;
  readonly explain: ExplainSegments;
  readonly list: ListSegments;
  /** Somebody does something to `times` (at most 8) posts on a topic, one second apart; returns the batch. */
  act(
    viewer: string | undefined,
    kind: string,
    topic: string,
    options?: { times?: number; at?: number; more?: object },
  ): ReturnType<AcceptEvents['run']>;
  /** The nodes somebody is in now. */
  nodesOf(viewer: string): Promise<string[]>;
};

/** Opens the club on a database of the calling file's own. */
export function useClub(): Club {
  const test = useTestDatabase();
  let club: Club | undefined;
  beforeAll(async () => {
    club = await openClub(test.url);
  });
  afterAll(async () => club?.database.close());
  return new Proxy({} as Club, { get: (_, name) => Reflect.get(club ?? {}, name) as unknown });
}

async function openClub(url: string): Promise<Club> {
  const database = new Database({ url, clock: new SimulatedClock(noon), poolSize: 4 });
  const random = seededRandom('learn stories');
  const viewers = new UpsertViewers(database, random);
  const accept = new AcceptEvents(database, random);
  const explain = new ExplainSegments(database);
  let events = 0;
  const act: Club['act'] = (viewer, kind, topic, { times = 1, at = noon, more = {} } = {}) =>
    accept.run({
      source: 'app',
      acceptedAt: at + times * 1000,
      events: Array.from({ length: times }, (_, i) => {
        events += 1;
        const when = new Date(at + i * 1000).toISOString();
        return { v: 1, id: `e${events}`, kind, at: when, ...(viewer ? { viewer } : {}), content: postOn(topic, i), ...more };
      }),
    });
  const update = new UpdateInterests(database, random);
  const refresh = new RefreshShares(database, random, 20);

  const crowd = Array.from({ length: 100 }, (_, i) => `member-${i}`);
  await viewers.run({
    acceptedAt: noon,
    items: [
      ...crowd.map((id) => ({ id, purposes: all })),
      { id: 'ann', purposes: all },
      { id: 'ads-only', purposes: ['ads', 'analytics'] },
    ],
  });
  await new UpsertCreators(database, random).run({ acceptedAt: noon, items: [{ id: 'cora', name: 'Cora' }] });
  const topics = ['chess', 'jazz', 'soccer', 'cancer', 'python'];
  const posts = topics.flatMap((tag) => Array.from({ length: mostPosts }, (_, n) => ({ id: postOn(tag, n), tag })));
  const items = posts.map(({ id, tag }) => ({ id, creator: 'cora', tags: [tag], publishedAt: '2026-02-01T00:00:00Z' }));
  await new UpsertContents(database, random).run({ acceptedAt: noon, items });
  const before = new Date(noon - 3_600_000).toISOString();
  const likes = crowd.flatMap((viewer, i) =>
    ['chess', 'chess', 'chess', ['jazz', 'soccer', 'python', 'chess'][i % 4]].map((topic, n) => {
      return { v: 1, id: `past-${n}`, kind: 'like', at: before, viewer, content: `on-${topic}` };
    }),
  );
  await accept.run({ events: likes, source: 'app', acceptedAt: noon });
  await update.run({ now: noon, most: 1000 });
  await refresh.run({ now: noon, everyone: true });
  return {
    database,
    viewers,
    erase: new EraseViewer(database),
    update,
    refresh,
    explain,
    list: new ListSegments(database, 20),
    act,
    nodesOf: async (viewer) => {
      const answer = await explain.run({ viewer });
      return answer.outcome === 'unknown' ? [] : answer.segments.segments.map(({ node }) => node).sort();
    },
  };
}

const mostPosts = 8;

/** The n-th post on a topic. */
function postOn(topic: string, n: number): string {
  return n === 0 ? `on-${topic}` : `on-${topic}-${n}`;
}
