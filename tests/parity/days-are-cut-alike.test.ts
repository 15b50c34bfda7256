import { Database } from '@flywheel/database';
import { timeBuckets } from '@flywheel/reporting';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../stack/database.ts';

const testDatabase = useTestDatabase();
let database: Database;
beforeAll(() => {
  database = new Database({ url: testDatabase.url, poolSize: 2 });
});
afterAll(() => database.close());

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Asia/Kathmandu', 'Pacific/Auckland'];
const years = Array.from({ length: 11 }, (_, index) => 2020 + index);

/** Where Postgres puts the start of each day or hour: an independent reading of the tz database. */
const starts = `
SELECT DISTINCT extract(epoch FROM date_trunc($4, at, $3))::bigint * 1000 AS start
  FROM generate_series(($1 || ' 00:00')::timestamp AT TIME ZONE $3,
    (($2 || ' 00:00')::timestamp AT TIME ZONE $3) - interval '1 minute', interval '30 minutes') AS at
 ORDER BY 1`;

async function fromPostgres(from: string, to: string, zone: string, grain: string): Promise<number[]> {
  const { rows } = await database.read.query<{ start: bigint }>(starts, [from, to, zone, grain]);
  return rows.map((row) => Number(row.start));
}

describe('the api and the database cut time alike', () => {
  it.each(zones)('every day of 2020 to 2030 in %s begins at the same moment, also around changes of clocks', async (zone) => {
    for (const year of years) {
      const [from, to] = [`${year}-01-01`, `${year + 1}-01-01`];
      const own = timeBuckets({ from, to }, 'day', zone) ?? [];
      expect(
        own.map((bucket) => bucket.from),
        String(year),
      ).toEqual(await fromPostgres(from, to, zone, 'day'));
    }
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'])(
    'every hour around the changes of 2026 in %s is one of its own',
    async (zone) => {
      for (const [from, to] of [
        ['2026-03-01', '2026-04-05'],
        ['2026-10-18', '2026-11-08'],
      ] as const) {
        const own = timeBuckets({ from, to }, 'hour', zone) ?? [];
        expect(own.map((bucket) => bucket.from)).toEqual(await fromPostgres(from, to, zone, 'hour'));
      }
    },
  );

  it('SQL finds for every moment the bucket that the domain says', async () => {
    const buckets = timeBuckets({ from: '2026-10-24', to: '2026-10-27' }, 'hour', 'Europe/Berlin') ?? [];
    const moments = buckets.flatMap((bucket) => [bucket.from, bucket.to - 1]);
    const { rows } = await database.read.query<{ index: number }>(
      'SELECT width_bucket(at, $1::timestamptz[]) - 1 AS index FROM unnest($2::timestamptz[]) WITH ORDINALITY AS m(at, n) ORDER BY n',
      [buckets.map((bucket) => new Date(bucket.from)), moments.map((at) => new Date(at))],
    );
    expect(rows.map((row) => row.index)).toEqual(buckets.flatMap((_, index) => [index, index]));
  });
});
