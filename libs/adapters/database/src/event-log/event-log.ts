import { utcDay, type Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { BinaryRows } from '../binary-rows.ts';
import type { CopyIn } from '../copy-into.ts';
import { copyEvents, copyIdentities, copyStaged, eventRows, identityRows } from './copy-events.ts';
import type { LoggedEvent } from './logged-event.ts';

const rememberedDays = 10_000;
const dayMs = 86_400_000;
const uniqueViolation = '23505';
/** Groups without a copy before the next is hoped to have none. */
const calmGroups = 4;

/** The log of engagement, one partition a UTC day. An event is what its viewer and id say; with another time it is the same event. */
export class EventLog {
  private readonly days = new Set<number>();
  private readonly spare: Rows[] = [];
  private calm = calmGroups;

  /** Makes the partitions for these moments; call it outside the transaction that appends, so that no lock is held long. */
  async ensureDays(tx: Tx, moments: Iterable<Instant>): Promise<void> {
    const missing = new Set<number>();
    for (const at of moments) {
      const day = Math.floor(at / dayMs);
      if (!this.days.has(day)) missing.add(day);
    }
    if (missing.size === 0) return;
    const sorted = [...missing].sort((a, b) => a - b);
    await tx.query('SELECT ensure_event_days($1::date[])', [sorted.map((day) => utcDay(day * dayMs))]);
    if (this.days.size > rememberedDays) this.days.clear();
    for (const day of sorted) this.days.add(day);
  }

  /**
   * Appends events that come sorted by id, then viewer, each identity once; those that the log holds already, at whatever time, are left
   * out. Returns their places in `events`. One order for every writer: two groups that share events wait for each other, never in a ring.
   */
  async append(tx: Tx, copyIn: CopyIn, events: readonly LoggedEvent[]): Promise<ReadonlySet<number>> {
    if (events.length === 0) return none;
    const rows = this.spare.pop() ?? { identities: new BinaryRows(), events: new BinaryRows() };
    const held = (await this.appendAll(copyIn, tx, events, rows)) ? none : await this.appendNew(tx, copyIn, events, rows);
    this.calm = held.size === 0 ? this.calm + 1 : 0;
    this.spare.push(rows);
    return held;
  }

  /** Which of these identities the log holds, by their places. */
  async held(tx: Tx, identities: ReadonlyArray<{ readonly id: string; readonly viewer: Uint8Array }>): Promise<ReadonlySet<number>> {
    if (identities.length === 0) return none;
    const { rows } = await tx.query<{ n: number }>(
      `SELECT (w.n - 1)::integer AS n FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(event_id, viewer_key, n)
         JOIN event_identity i ON i.event_id = w.event_id COLLATE "C" AND i.viewer_key = w.viewer_key::uuid`,
      [identities.map(({ id }) => id), identities.map(({ viewer }) => Buffer.from(viewer).toString('hex'))],
    );
    return new Set(rows.map(({ n }) => n));
  }

  /** Hopes that all are new, which costs least; after copies were met that is not tried until they have ceased for a while. */
  private async appendAll(copyIn: CopyIn, tx: Tx, events: readonly LoggedEvent[], rows: Rows): Promise<boolean> {
    if (this.calm < calmGroups) return false;
    const identities = identityRows(rows.identities, events, false);
    try {
      await copyIn(`SAVEPOINT claim; ${copyIdentities}; ${copyEvents}`, identities, eventRows(rows.events, events));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === uniqueViolation)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT claim');
      return false;
    }
    return true;
  }

  private async appendNew(tx: Tx, copyIn: CopyIn, events: readonly LoggedEvent[], rows: Rows): Promise<ReadonlySet<number>> {
    const held = await claimNew(tx, copyIn, identityRows(rows.identities, events, true));
    const fresh = held.size === 0 ? events : events.filter((_, n) => !held.has(n));
    if (fresh.length > 0) await copyIn(copyEvents, eventRows(rows.events, fresh));
    return held;
  }
}

/** The memory that a group's rows are written into, while it is on its way. */
type Rows = { readonly identities: BinaryRows; readonly events: BinaryRows };

const none: ReadonlySet<number> = new Set();

/** Claims those that are new by way of a staging table; returns the others. */
async function claimNew(tx: Tx, copyIn: CopyIn, identities: Buffer): Promise<ReadonlySet<number>> {
  await tx.query(stage);
  await copyIn(copyStaged, identities);
  const { rows } = await tx.query<{ n: number }>(claimStaged);
  return new Set(rows.map(({ n }) => n));
}

const stage = `CREATE TEMP TABLE IF NOT EXISTS staged_event (n integer, event_id text COLLATE "C", viewer_key uuid, day date)
  ON COMMIT DELETE ROWS`;
const claimStaged = `
WITH fresh AS (
  INSERT INTO event_identity (event_id, viewer_key, day) SELECT event_id, viewer_key, day FROM pg_temp.staged_event ORDER BY n
  ON CONFLICT DO NOTHING RETURNING event_id, viewer_key)
SELECT n FROM pg_temp.staged_event s
 WHERE NOT EXISTS (SELECT FROM fresh f WHERE f.event_id = s.event_id AND f.viewer_key = s.viewer_key)`;
