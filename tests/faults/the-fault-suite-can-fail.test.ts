import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@flywheel/database';
import { seededRandom } from '@flywheel/primitives';
import { ImpressionTokens, loadTokenKeys } from '@flywheel/runtime';
import { RecordBeacons } from '@flywheel/settle';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBooks, type Verdicts } from '../../tools/faults/check/check-books.ts';
import { pressSealing } from '../../tools/faults/load/press-seal.ts';
import { shuffled } from '../../tools/faults/load/work.ts';
import { mintTokens } from '../../tools/faults/stand/mint.ts';
import { seedTemplate } from '../../tools/faults/stand/template.ts';
import { sealAll } from '../../tools/faults/stand/stand.ts';
import { openTestDatabase } from '../stack/database.ts';

const tokens = 3000;
const groupSize = 60;
const writers = 4;
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const dataDir = mkdtempSync(join(tmpdir(), 'flywheel-faults-'));

/** Without its keys the database keeps every copy: of the fact, and so of the charge. */
const withoutKeys = `
  ALTER TABLE delivery_fact DROP CONSTRAINT delivery_fact_pkey;
  ALTER TABLE charge DROP CONSTRAINT charge_pkey;`;

/**
 * The lock that keeps a minute open is taken by the INSERT itself: the writer's own statement for it does nothing any more, and each row
 * takes it on its way in. By then the statement has read the world as it was before it waited.
 */
const lockInsideInsert = `
  CREATE SCHEMA mutant;
  CREATE FUNCTION mutant.pg_advisory_xact_lock_shared(integer, integer) RETURNS void LANGUAGE sql AS 'SELECT';
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = mutant, public, pg_catalog', current_database()); END $$;
  CREATE FUNCTION mutant.lock_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM pg_catalog.pg_advisory_xact_lock_shared(7001, (extract(epoch FROM NEW.bucket) / 60)::integer);
    RETURN NEW;
  END $$;
  CREATE TRIGGER lock_late BEFORE INSERT ON delivery_fact FOR EACH ROW EXECUTE FUNCTION mutant.lock_late();
  CREATE TRIGGER lock_late BEFORE INSERT ON charge FOR EACH ROW EXECUTE FUNCTION mutant.lock_late();`;

/** A small load on a database that `fault` was done to: four writers, a third of everything sent twice, the sealer pressed. */
async function judged(url: string, fault: string): Promise<Verdicts> {
  const random = seededRandom('the fault suite can fail');
  const minted = await mintTokens({ url, dataDir, random }, { count: tokens });
  const admin = new Database({ url, poolSize: 1 });
  await admin.ready();
  for (const statement of fault === '' ? [] : [fault]) await admin.read.query(statement);
  await admin.close();
  const database = new Database({ url, poolSize: writers + 2 });
  await database.ready();
  const beacons = new RecordBeacons(database, new ImpressionTokens(loadTokenKeys(dataDir)), random);
  const sent = { events: new Set<string>(), beacons: new Set(minted.map(({ imp }) => imp)) };
  const waiting = shuffled([...minted, ...minted.filter((_, n) => n % 3 === 0)], random);
  const pressing = pressSealing(database, 5);
  const write = async (): Promise<void> => {
    for (let group = waiting.splice(0, groupSize); group.length > 0; group = waiting.splice(0, groupSize)) {
      const acceptedAt = database.clock.now();
      await beacons.run(group.map(({ token }) => ({ kind: 'impression', token, acceptedAt, userAgent: agent })));
    }
  };
  try {
    await Promise.all(Array.from({ length: writers }, write));
    await pressing.stop();
    await sealAll(database);
    return await checkBooks(database, { sent, acked: sent });
  } finally {
    await pressing.stop();
    await database.close();
  }
}

describe('the fault suite', () => {
  const opened: Array<{ url: string; drop: () => Promise<void> }> = [];
  beforeAll(async () => {
    for (let n = 0; n < 3; n += 1) opened.push(await openTestDatabase());
  });
  afterAll(async () => {
    for (const each of opened) await each.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each([
    ['finds nothing on the program as it is', 0, ''],
    ['finds doubled charges once their unique key is gone', 1, withoutKeys],
    ['finds charges in no batch once the lock is taken inside the INSERT', 2, lockInsideInsert],
  ] as const)('%s', async (_, n, fault) => {
    const url = opened[n]?.url ?? '';
    await seedTemplate(url);
    const { lost, doubled, strange, overspentMicros, findings } = await judged(url, fault);
    if (n === 0)
      expect({ lost, doubled, strange, overspentMicros, findings }).toEqual({
        lost: 0,
        doubled: 0,
        strange: 0,
        overspentMicros: 0n,
        findings: [],
      });
    if (n === 1) expect(doubled).toBeGreaterThan(0);
    if (n === 2) expect(findings.some((finding) => finding.startsWith('no batch counts these charges'))).toBe(true);
  });
});
