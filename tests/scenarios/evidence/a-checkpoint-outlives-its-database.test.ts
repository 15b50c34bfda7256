import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Tx } from '@flywheel/runtime';
import { CheckpointFolder, loadCheckpointKey } from '@flywheel/runtime/evidence';
import { ChainRecords, ShowEvidence, SignCheckpoint, verifyRecords, type Verification } from '@flywheel/settle/evidence';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../stack/database.ts';
import { start, type World } from '../settle/world.ts';
import { deliver, note, openRecordedWorld } from './recorded-world.ts';

const server = useTestDatabase();
const day = 86_400_000;
let world: World;
let dataDir: string;
let folder: CheckpointFolder;
let sign: SignCheckpoint;
beforeAll(async () => {
  world = await openRecordedWorld(server.url);
  dataDir = mkdtempSync(join(tmpdir(), 'flywheel-test-'));
  folder = new CheckpointFolder(join(dataDir, 'checkpoints'));
  sign = new SignCheckpoint(world.database, loadCheckpointKey(dataDir), folder);
});
afterAll(async () => {
  await world.database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const evidence = () => ({ outside: folder.read(), keys: folder.keys() });
/** Verifies after a change by the server's owner that is undone. */
async function after(change: (tx: Tx) => Promise<unknown>, keep = evidence()): Promise<Verification> {
  let seen: Verification | undefined;
  const undone = new Error('undone');
  await world.database
    .inTransaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      await change(tx);
      seen = await verifyRecords(tx, keep);
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return seen as Verification;
}

describe('a checkpoint', () => {
  it('is signed once a day with a key that only its owner can read, and follows the one before', async () => {
    expect(await sign.run({ now: start })).toEqual({ outcome: 'signed', day: '2026-05-10' });
    expect(await sign.run({ now: start + 60_000 })).toEqual({ outcome: 'stands', day: '2026-05-10' });
    await deliver(world, 10);
    await note(world, 50);
    expect(await sign.run({ now: start + day })).toEqual({ outcome: 'signed', day: '2026-05-11' });
    expect(statSync(join(dataDir, 'checkpoint-key.pem')).mode & 0o777).toBe(0o600);
    expect(loadCheckpointKey(dataDir).fingerprint).toBe(loadCheckpointKey(dataDir).fingerprint);
    expect(await verifyRecords(world.database.read, evidence())).toMatchObject({ good: true, checkpoints: 2 });
  });

  it('is shown with the fingerprint of its key', async () => {
    const key = loadCheckpointKey(dataDir);
    const shown = await new ShowEvidence(world.database, key.publicPem).run();
    expect(shown.fingerprint).toBe(key.fingerprint);
    expect(shown.checkpoints.map(({ day: of, holds }) => [of, holds])).toEqual([
      ['2026-05-11', true],
      ['2026-05-10', true],
    ]);
  });

  it('names what is missing when the newest records, their links and the checkpoint are gone from the database', async () => {
    const cut = await after(async (tx) => {
      await tx.query(`DELETE FROM chain_checkpoint WHERE day = '2026-05-11'`);
      await tx.query(
        `DELETE FROM audit_event a USING chain_link l WHERE l.stream = 'audit' AND l.seq > 8 AND l.key = ARRAY[a.audit_id::text]`,
      );
      await tx.query(`DELETE FROM chain_link WHERE stream = 'audit' AND seq > 8`);
      await tx.query(
        `UPDATE chain_head SET seq = 8, hash = (SELECT hash FROM chain_link WHERE stream = 'audit' AND seq = 8) WHERE stream = 'audit'`,
      );
    });
    expect(cut.streams.find(({ stream }) => stream === 'audit')?.fault).toMatchObject({ seq: 9n, differs: 'link-missing' });
    expect(cut.checkpointFaults).toMatchObject([{ day: '2026-05-11', differs: 'missing' }]);
  });

  it('names where a chain was written anew, though every link of it holds', async () => {
    const rewritten = await after(async (tx) => {
      await tx.query(`UPDATE audit_event SET actor = 'nobody' WHERE audit_id = 1`);
      await tx.query(`DELETE FROM chain_link WHERE stream = 'audit'`);
      await tx.query(`UPDATE chain_head SET seq = 0, hash = decode(repeat('00', 32), 'hex'), xid = '0', key = NULL WHERE stream = 'audit'`);
      const { extendChain } = await import('@flywheel/database/chain');
      await extendChain(tx, { stream: 'audit', most: 1000, all: true });
    });
    expect(rewritten.streams.find(({ stream }) => stream === 'audit')?.fault).toMatchObject({ seq: 8n, differs: 'checkpoint' });
  });

  it('shows when it was changed itself, signed by another key, or differs from its copy', async () => {
    const [first, second] = folder.read();
    const outside = (content: string, signature = first?.signature ?? '') => [
      { day: '2026-05-10', content, signature },
      ...(second ? [second] : []),
    ];
    const none = async (): Promise<void> => undefined;
    const changed = await after(none, { ...evidence(), outside: outside((first?.content ?? '').replace('"v":1', '"v":1 ')) });
    expect(changed.checkpointFaults.map(({ differs }) => differs)).toContain('content');
    const moved = (first?.content ?? '').replace(/"madeAt":"2026/, '"madeAt":"2025');
    const forged = await after(none, { ...evidence(), outside: outside(moved) });
    expect(forged.checkpointFaults.map(({ differs }) => differs)).toEqual(expect.arrayContaining(['differs', 'signature']));
    const unknown = await after(none, { ...evidence(), keys: [loadCheckpointKey(join(dataDir, 'other')).publicPem] });
    expect(unknown.checkpointFaults.map(({ differs }) => differs)).toEqual(['key', 'key']);
  });

  it('is never written over outside the database', async () => {
    const file = join(dataDir, 'checkpoints', '2026-05-11.json');
    const kept = readFileSync(file, 'utf8');
    writeFileSync(file, `${kept} `);
    await sign.run({ now: start + day });
    expect(readFileSync(file, 'utf8')).toBe(`${kept} `);
    rmSync(file);
    await sign.run({ now: start + day });
    expect(readFileSync(file, 'utf8')).toBe(kept);
    expect((await new ChainRecords(world.database).run()).more).toBe(false);
  });
});
