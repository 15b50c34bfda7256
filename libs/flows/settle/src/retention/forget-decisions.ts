import type { Database } from '@flywheel/database';
import {
  dropDecisions,
  lockWalk,
  moveWalk,
  noteKept,
  readOldDecisions,
  readReleasedUntil,
  type OldDecision,
  type Walk,
  type WalkClass,
} from '@flywheel/database/retention';
import { readWorld } from '@flywheel/database/world';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

const dayMs = 86_400_000;
/** How long a decision is kept that nobody was charged for. */
export const unchargedMs = 30 * dayMs;
/** How long after its month was closed (and its statements issued) a charge may be appealed against. */
const appealMs = 30 * dayMs;
/** How long a charged decision is kept after that. */
const afterAppealMs = 90 * dayMs;
const batch = 2_000;
const batchesARun = 10;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** How many decisions of each class a run let go; `more`: it stopped at its limit. A replayed site's years are past: it keeps all. */
export type Forgetting = { outcome: 'forgotten'; uncharged: number; charged: number; more: boolean } | { outcome: 'replayed-world' };

/**
 * Lets decisions go that had their time. One that led to no charge is kept 30 days; one that did, until the appeals against its charges'
 * month have ended and 90 days more. A run looks at 20,000 of each class at most, in transactions of 2,000; facts, charges and entries
 * stay. The job runs every 10 seconds: it keeps up with 2,000 decisions a second.
 */
export class ForgetDecisions {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<Forgetting> {
    if ((await readWorld(this.database.read))?.name === 'replay') return { outcome: 'replayed-world' };
    const uncharged = await this.walk('uncharged-decisions', now);
    const charged = await this.walk('charged-decisions', now);
    return { outcome: 'forgotten', uncharged: uncharged.dropped, charged: charged.dropped, more: uncharged.more || charged.more };
  }

  private async walk(walkClass: WalkClass, now: Instant): Promise<{ dropped: number; more: boolean }> {
    let dropped = 0;
    for (let n = 0; n < batchesARun; n += 1) {
      const step = await this.database.inTransaction((tx) => stepOf(tx, walkClass, now));
      dropped += step.dropped;
      if (step.looked < batch) return { dropped, more: false };
    }
    return { dropped, more: true };
  }
}

/** One batch in one transaction; nothing while another process is at it. */
async function stepOf(tx: Tx, walkClass: WalkClass, now: Instant): Promise<{ looked: number; dropped: number }> {
  const locked = await lockWalk(tx, walkClass);
  if (!locked) return { looked: 0, dropped: 0 };
  const walk = walkClass === 'uncharged-decisions' ? locked : await releasedWalk(tx, locked, now);
  const cutoff = walkClass === 'uncharged-decisions' ? now - unchargedMs : walk.releasedUntil;
  if (cutoff === undefined) return { looked: 0, dropped: 0 };
  const old = await readOldDecisions(tx, { after: walk.after, before: cutoff, limit: batch });
  const last = old.at(-1);
  if (last === undefined && walk === locked) return { looked: 0, dropped: 0 };
  const decisions = old.filter((each) => hadItsTime(each, walk));
  // What they were made from is kept as long as they are.
  if (walkClass === 'uncharged-decisions')
    await noteKept(
      tx,
      old.filter((each) => !decisions.includes(each)),
    );
  await dropDecisions(tx, { decisions, class: walkClass, cutoff, at: now });
  await moveWalk(tx, { ...walk, after: last?.id ?? walk.after });
  return { looked: old.length, dropped: decisions.length };
}

/** Starts over once another month's charges may go: few decisions are left before it, and a late charge kept some of them. */
async function releasedWalk(tx: Tx, walk: Walk, now: Instant): Promise<Walk> {
  const releasedUntil = await readReleasedUntil(tx, now - appealMs - afterAppealMs);
  return releasedUntil === walk.releasedUntil ? walk : { ...walk, after: beforeAll, releasedUntil };
}

function hadItsTime({ lastChargedAt }: OldDecision, walk: Walk): boolean {
  if (lastChargedAt === undefined) return true;
  return walk.class === 'charged-decisions' && walk.releasedUntil !== undefined && lastChargedAt < walk.releasedUntil;
}
