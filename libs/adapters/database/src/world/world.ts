import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Facts about this database's world. */
export type World = { readonly name: 'demo' | 'live' | 'replay'; readonly markedDemo: boolean; readonly seed: string | null };

/** Progress of long work that pages show. */
export type LongWork = { readonly name: string; readonly done: number; readonly total: number; readonly note: string };

/** Writes what this world is, over what was known; a live world never becomes a demo. */
export async function setWorld(
  tx: Tx,
  world: { name: World['name']; markedDemo: boolean; seed?: string | undefined; now: Instant },
): Promise<void> {
  await tx.query(
    `INSERT INTO world (name, marked_demo, seed, made_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (single) DO UPDATE SET name = excluded.name, marked_demo = excluded.marked_demo AND world.marked_demo,
       seed = coalesce(excluded.seed, world.seed)`,
    [world.name, world.markedDemo, world.seed ?? null, new Date(world.now)],
  );
}

/** What this world is; undefined before it was ever started. */
export async function readWorld(tx: Tx): Promise<World | undefined> {
  const { rows } = await tx.query<World>('SELECT name, marked_demo AS "markedDemo", seed FROM world');
  return rows[0];
}

/** Tells how far long work has come; `done` = `total` ends it. */
export async function reportProgress(tx: Tx, work: LongWork & { now: Instant }): Promise<void> {
  await tx.query(
    `INSERT INTO long_work (name, done, total, note, started_at, ended_at)
     VALUES ($1, $2::integer, $3::integer, $4, $5, CASE WHEN $2::integer >= $3::integer THEN $5::timestamptz END)
     ON CONFLICT (name) DO UPDATE SET done = excluded.done, total = excluded.total, note = excluded.note, ended_at = excluded.ended_at,
       started_at = CASE WHEN long_work.ended_at IS NULL THEN long_work.started_at ELSE excluded.started_at END`,
    [work.name, work.done, work.total, work.note, new Date(work.now)],
  );
}

/** How far work of that name has come; undefined when it never began, null `running` is false once it has ended. */
export async function readProgress(tx: Tx, name: string): Promise<(LongWork & { running: boolean }) | undefined> {
  const { rows } = await tx.query<LongWork & { running: boolean }>(
    'SELECT name, done, total, note, ended_at IS NULL AS running FROM long_work WHERE name = $1',
    [name],
  );
  return rows[0];
}

/** Whether a seeder is filling this world's past right now. */
export async function isSeeding(tx: Tx): Promise<boolean> {
  const { rowCount } = await tx.query(`SELECT 1 FROM long_work WHERE name = 'seeding' AND ended_at IS NULL`);
  return rowCount > 0;
}
