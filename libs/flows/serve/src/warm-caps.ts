import type { CapViewer } from '@flywheel/cache';
import type { Database } from '@flywheel/database';
import { readOpenSlots } from '@flywheel/database/decisions';
import { readLastAnonymousDecision, readShown } from '@flywheel/database/caps';
import { readSeen } from '@flywheel/database/serving';
import { longestImpressionMs } from '@flywheel/measurement';
import { instantOfId, type Instant } from '@flywheel/primitives';
import type { ServingMemory } from './serving-memory.ts';

const dayMs = 86_400_000;
// A beacon accepted in the token's last second is committed a moment later.
const graceMs = 60_000;

type Subject = { id: string; number: number; windowMs: number };

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
    const shown = await this.readBack(cold, now, () => true);
    for (const each of cold) caps.warmed(each, now);
    return shown;
  }

  /** The same for viewers who come from another process: everything that is capped about them; of visits nothing is known. */
  async takeOver(now: Instant): Promise<number> {
    const { caps, owners } = this.memory;
    caps.knowVisitsSince(now);
    return this.readBack(caps.allSubjects(), now, (viewer) => owners.hasJustCome(viewer));
  }

  /** A day at a time, the latest first: what is asked most is there soonest, and no answer is larger than a day. */
  private async readBack(subjects: readonly Subject[], now: Instant, wanted: (viewer: CapViewer) => boolean): Promise<number> {
    const { caps } = this.memory;
    const longest = subjects.reduce((most, each) => Math.max(most, each.windowMs), 0);
    let shown = 0;
    for (let until = now + dayMs; until > now - longest; until -= dayMs) {
      const span = { subjects, from: Math.max(until - dayMs, now - longest), until };
      shown += await readShown(this.database.read, span, ({ viewer, subject, at }) => {
        const whose = caps.viewer(viewer, false);
        if (wanted(whose)) caps.record(whose, subject, at, now);
      });
    }
    await this.adoptOpen(subjects, now, wanted);
    return shown;
  }

  /** Wins that were decided in the last hour and are neither seen nor over: of an earlier life of this process, or before a new cap. */
  private async adoptOpen(subjects: readonly Subject[], now: Instant, wanted: (viewer: CapViewer) => boolean): Promise<void> {
    const { caps } = this.memory;
    const numbers = new Map(subjects.map((each) => [each.id, each.number]));
    const slots = await readOpenSlots(this.database.read, now - longestImpressionMs);
    const open = slots.flatMap(({ slot, viewer }) => {
      const whose = viewer && caps.viewer(viewer, false);
      return whose && slot.expiresAt + graceMs > now && wanted(whose) ? [{ ...slot, whose }] : [];
    });
    const seen = new Set(await readSeen(this.database.read, open));
    for (const { imp, campaign, ad, adSet, account, expiresAt, whose } of open) {
      const capped = [ad, adSet, campaign, account].flatMap((id) => numbers.get(id) ?? []);
      if (capped.length === 0 || seen.has(imp)) continue;
      caps.adopt({ imp, campaign, viewer: whose, subjects: capped, at: instantOfId(imp), expiresAt: expiresAt + graceMs }, now);
    }
  }

  /** Nothing is kept of people who did not consent: what an earlier process showed them today is not known to this one. */
  private async knowVisits(now: Instant): Promise<void> {
    const last = await readLastAnonymousDecision(this.database.read, now - (now % dayMs));
    if (last !== undefined) this.memory.caps.knowVisitsSince(last + 1);
    this.started = true;
  }
}
