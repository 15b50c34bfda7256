import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CreateApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { RefreshShares } from '@flywheel/learn';
import { seededRandom } from '@flywheel/primitives';
import { openDeciding } from '../serve/http/open-deciding.ts';
import { openOperator, openOwner, type OwnerSession } from '../serve/http/owner-session.ts';
import { worldSize } from '../serve/http/world-shape.ts';
import { Platform } from './platform.ts';
import { startSender } from './start-sender.ts';

/** The program under a stream of events, and whoever asks it. */
export type Fresh = {
  database: Database;
  platform: Platform;
  owner: OwnerSession;
  operator: OwnerSession;
  /** Lines about the stream, once it has ended and the program with it. */
  close(): Promise<{ line: string; sentPerSecond: number; stored: number }>;
};

/** The topic that probes come to like; whoever reads its posts is in the segment of that name. */
export const freshNode = 'tag:fresh';
export const freshPost = 'fresh-post';

const posts = 100;
const crowd = 1500;
const backgroundCampaigns = 1000;
const perBatch = 10;

/** Starts the api, teaches it posts, probes and a crowd that makes `tag:fresh` a segment large enough to sell, and begins the stream. */
export async function openFresh(
  databaseUrl: string,
  { rate, probes, tell }: { rate: number; probes: number; tell: (line: string) => void },
): Promise<Fresh> {
  const folder = mkdtempSync(join(tmpdir(), 'flywheel-bench-'));
  const deciding = await openDeciding(databaseUrl, { campaigns: backgroundCampaigns, folder, serve: 'edge,console', tell });
  const database = new Database({ url: deciding.url, poolSize: 2 });
  await database.ready();
  const scopes = ['events:write', 'content:write', 'segments:read', 'decisions:read'] as const;
  const { secret } = await new CreateApiKey(database).run({ name: 'fresh', scopes: [...scopes], now: database.clock.now() });
  // A new key is known to the edge within a second.
  await wait(1200);
  const { server } = deciding;
  const platform = new Platform(server.url, secret);
  const owner = await openOwner(database, { name: 'fresh', server, random: seededRandom('fresh') });
  const operator = await openOperator(database, { account: owner.account, server });
  tell(`freshness: a crowd of ${crowd} and ${probes} probes are told of`);
  await populate(platform, probes);
  await learnt(operator);
  await new RefreshShares(database, seededRandom('shares'), 1000).run({ now: database.clock.now(), everyone: true });
  const sender = startSender({ url: server.url, key: secret, rate, perBatch, viewers: worldSize.viewers, posts });
  await wait(5000);
  return {
    database,
    platform,
    owner,
    operator,
    close: async () => {
      const { sent, stored, refused, otherwise, seconds } = await sender.stop();
      await database.close();
      await deciding.close();
      rmSync(folder, { recursive: true, force: true });
      const sentPerSecond = sent / seconds;
      const told = Object.entries(otherwise)
        .map(([reason, count]) => `, ${count} ${reason}`)
        .join('');
      const lost = `${stored} of ${sent} stored, ${refused} batches refused${told}`;
      return { sentPerSecond, stored, line: `  ${sentPerSecond.toFixed(0)} events a second in batches of ${perBatch} over HTTP: ${lost}` };
    },
  };
}

/** What the api was told of is learnt once nothing waits. */
export async function learnt(operator: OwnerSession): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { body } = await operator.ask('GET', '/v1/ingest/status');
    if ((body as { backlog: number }).backlog === 0) return;
    await wait(100);
  }
  throw new Error('events are still waiting to be learnt after a minute');
}

async function populate(platform: Platform, probes: number): Promise<void> {
  const purposes = ['analytics', 'personalisation', 'ads'];
  const people = [...named('crowd', crowd), ...named('probe', probes)].map((id) => ({ id, purposes }));
  for (let from = 0; from < people.length; from += 1000) await platform.put('/v1/viewers', people.slice(from, from + 1000));
  const publishedAt = new Date(Date.now() - 3_600_000).toISOString();
  await platform.put('/v1/creators', [{ id: 'writer', name: 'Writer' }]);
  const written = named('post', posts).map((id, n) => ({ id, creator: 'writer', tags: [`topic-${n % 50}`], publishedAt }));
  await platform.put('/v1/contents', [...written, { id: freshPost, creator: 'writer', tags: ['fresh'], publishedAt }]);
  const at = new Date().toISOString();
  const events = named('crowd', crowd).flatMap((viewer) =>
    Array.from({ length: 3 }, (_, n) => ({ v: 1, id: `${viewer}-${n}`, kind: 'like', at, viewer, content: freshPost })),
  );
  // What everybody else likes: without it nobody would like the topic more than the average person.
  const others = named('viewer', worldSize.viewers).flatMap((viewer, who) =>
    Array.from({ length: 5 }, (_, n) => ({
      v: 1,
      id: `${viewer}-${n}`,
      kind: 'like',
      at,
      viewer,
      content: `post-${(who * 7 + n) % posts}`,
    })),
  );
  const all = [...others, ...events];
  for (let from = 0; from < all.length; from += 1000) await platform.send(all.slice(from, from + 1000));
}

const named = (name: string, count: number): string[] => Array.from({ length: count }, (_, n) => `${name}-${n}`);
