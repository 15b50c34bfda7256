import type { Database } from '@flywheel/database';
import { readOpenSlots } from '@flywheel/database/decisions';
import { readLastAnonymousDecision, readSeen, readShown } from '@flywheel/database/serving';
import { longestImpressionMs } from '@flywheel/measurement';
import { instantOfId, type Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';

const dayMs = 86_400_000;
// A beacon accepted in the token's last second is committed a moment later.
const graceMs = 60_000;

type Cold = { id: string; number: number; windowMs: number };

/**
 * Makes the frequency counters of subjects that are new here, or whose state was lost, from the impressions that counted and the wins
 * that are still open. Until then whatever they cap fails closed. Call it after every refresh that could have brought some, and before
 * a process is ready; it costs nothing where there are none.
 */
export class WarmCaps {
  private readonly database: Database;
  private readonly memory: ServingMemory;
  private started = false;

  constructor(database: Database, memory: ServingMemory) {
    this.database = database;
    this.memory = memory;
  }

  /** Returns how many impressions were put back. */
  async run({ now }: { now: Instant }): Promise<number> {
    const { caps } = this.memory;
    if (!this.started) await this.knowVisits(now);
    const cold = caps.cold();
    if (cold.length === 0) return 0;
    const shown = await this.readBack(cold, now);
    await this.adoptOpen(cold, now);
    for (const each of cold) caps.warmed(each, now);
    return shown;
  }

  /** A day at a time, the latest first: what is asked most is there soonest, and no answer is larger than a day. */
  private async readBack(cold: readonly Cold[], now: Instant): Promise<number> {
    const { caps } = this.memory;
    const longest = cold.reduce((most, each) => Math.max(most, each.windowMs), 0);
    let shown = 0;
    for (let until = now + dayMs; until > now - longest; until -= dayMs) {
      const span = { subjects: cold, from: Math.max(until - dayMs, now - longest), until };
      shown += await readShown(this.database.read, span, ({ viewer, subject, at }) =>
        caps.record(caps.viewer(viewer, false), subject, at, now),
      );
    }
    return shown;
  }

  /** Wins that were decided in the last hour and are neither seen nor over: of an earlier life of this process, or of a new cap's past. */
  private async adoptOpen(cold: readonly Cold[], now: Instant): Promise<void> {
    const { caps } = this.memory;
    const numbers = new Map(cold.map((each) => [each.id, each.number]));
    const slots = await readOpenSlots(this.database.read, now - longestImpressionMs);
    const open = slots.filter(({ slot, viewer }) => viewer && slot.expiresAt + graceMs > now);
    const seen = new Set(
      await readSeen(
        this.database.read,
        open.map(({ slot }) => slot),
      ),
    );
    for (const { slot, viewer } of open) {
      const subjects = [slot.ad, slot.adSet, slot.campaign, slot.account].flatMap((id) => numbers.get(id) ?? []);
      if (!viewer || subjects.length === 0 || seen.has(slot.imp)) continue;
      const at = instantOfId(slot.imp);
      const win = { imp: slot.imp, campaign: slot.campaign, viewer: caps.viewer(viewer, false), subjects, at };
      // An own win keeps its place in the old numbers; under the new ones it is one more line that ends with its token.
      caps.adopt({ ...win, expiresAt: slot.expiresAt + graceMs }, now);
    }
  }

  /** Nothing is kept of people who did not consent: what an earlier process showed them today is not known to this one. */
  private async knowVisits(now: Instant): Promise<void> {
    const last = await readLastAnonymousDecision(this.database.read, now - (now % dayMs));
    if (last !== undefined) this.memory.caps.knowVisitsSince(last + 1);
    this.started = true;
  }
}
