import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Database } from '@flywheel/database';
import { AcceptEvents, ImportStackExchange, readDumpCounters, UpsertContents, UpsertCreators, UpsertViewers } from '@flywheel/ingest';
import { seededRandom } from '@flywheel/primitives';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSmallDump, type ExpectedCounters } from '../../fixtures/stackexchange-dump.ts';
import { useTestDatabase } from '../../stack/database.ts';

const test = useTestDatabase();
const acceptedAt = Date.UTC(2026, 0, 1);
let database: Database;
let folder: string;
let expected: ExpectedCounters;
let importer: ImportStackExchange;

beforeAll(async () => {
  database = new Database({ url: test.url, poolSize: 3 });
  const random = seededRandom('import');
  const people = { viewers: new UpsertViewers(database, random), creators: new UpsertCreators(database, random) };
  importer = new ImportStackExchange(database, people, new UpsertContents(database, random), new AcceptEvents(database, random));
  folder = await mkdtemp(path.join(tmpdir(), 'dump-'));
  expected = await writeSmallDump(folder);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const stored = async (): Promise<unknown> => {
  const { rows } = await database.read.query(
    `SELECT (SELECT count(*) FROM content)::int AS contents, (SELECT count(*) FROM engagement_event)::int AS events,
            (SELECT count(*) FROM identity)::int AS people`,
  );
  return rows[0];
};

describe('a Stack Exchange dump', () => {
  it('that breaks in its last file leaves nothing behind and names the place', async () => {
    const broken = await mkdtemp(path.join(tmpdir(), 'broken-'));
    await writeSmallDump(broken);
    const last = path.join(broken, 'Badges.xml');
    await writeFile(last, `${(await readFile(last, 'utf8')).slice(0, -30)}<row Id="x`);
    await expect(importer.run({ dir: broken, acceptedAt })).rejects.toThrow(/Badges\.xml, byte \d+ of the uncompressed text, row \d+/);
    expect(await stored()).toEqual({ contents: 0, events: 0, people: 0 });
    await rm(broken, { recursive: true });
  });

  it('is told apart from a folder that is none', async () => {
    await expect(importer.run({ dir: tmpdir(), acceptedAt })).rejects.toThrow(/missing: Users, Tags/);
    await expect(importer.run({ dir: path.join(tmpdir(), 'nowhere'), acceptedAt })).rejects.toThrow(/no such folder/);
  });

  it('comes to the counters that were counted while it was made', async () => {
    const progress: number[] = [];
    const result = await importer.run({ dir: folder, acceptedAt, onProgress: ({ done }) => progress.push(done) });
    expect(result.received).toBe(result.stored + result.quarantined + result.duplicate);
    expect(result.quarantined).toBe(expected.votes_on_missing_posts);
    expect(result.duplicate).toBe(0);
    expect(progress.length).toBeGreaterThan(10);
    expect(await readDumpCounters(database.read)).toEqual(expected);
  });

  it('adds only duplicates the second time', async () => {
    const before = await stored();
    const again = await importer.run({ dir: folder, acceptedAt: acceptedAt + 60_000 });
    expect(again.duplicate).toBe(again.received);
    expect(await stored()).toEqual(before);
    expect(await readDumpCounters(database.read)).toEqual(expected);
  });

  it('counts anonymous votes for content and for nobody', async () => {
    const { rows } = await database.read.query<{ named: number; anonymous: number }>(
      `SELECT (count(*) FILTER (WHERE viewer_key <> '00000000-0000-0000-0000-000000000000'))::int AS named,
              (count(*) FILTER (WHERE viewer_key = '00000000-0000-0000-0000-000000000000'))::int AS anonymous
       FROM engagement_event WHERE event_id LIKE 'vote:%' AND kind IN ('like', 'dislike', 'accept')`,
    );
    expect(rows[0]?.named).toBe(0);
    expect(rows[0]?.anonymous).toBeGreaterThan(100);
  });
});
