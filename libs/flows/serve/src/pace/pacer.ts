import type { Database } from '@flywheel/database';
import { tripAdSet } from '@flywheel/database/campaigns';
import {
  dropPacedStates,
  foldCharges,
  foldTraffic,
  publishPacing,
  readBilled,
  readPacedCampaigns,
  readPacedSubjects,
  readTraffic,
  readWindowStates,
  takePacerTurn,
  writePacedStates,
  type PacedState,
  type PacedSubject,
  type WindowState,
} from '@flywheel/database/pacing';
import { trafficWeek, type TrafficWeek } from '@flywheel/pacing/plan';
import type { Instant } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';
import { findTrips, type Trip } from './find-trips.ts';
import { paceSubject } from './pace-subject.ts';
import { boughtTraffic, plannedWindows, type Found } from './planned-windows.ts';

/** `others`: another process paces. `published` is the new version, where a share moved. */
export type PacerOutcome = { outcome: 'others' | 'too-soon' } | { outcome: 'paced'; subjects: number; published: bigint | undefined };

const everyMs = 900;
const longestStepMs = 10_000;
const trafficEveryMs = 60_000;
const billedAfterMs = 1000;
const million = 1_000_000;

/**
 * The one pacer of the deployment: call it every second in every deciding process, the advisory lock lets one through. Adds up what each
 * budget spent and holds, moves its multiplier one step, publishes what changed as the next version, and trips the breaker.
 */
export class Pacer {
  private readonly database: Database;
  private week: TrafficWeek = trafficWeek([]);
  private weekAt: Instant = -Infinity;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<PacerOutcome> {
    const paced = await this.database.inTransaction((tx) => this.pace(tx, now));
    if (paced.outcome !== 'paced') return paced;
    for (const trip of paced.trips) await this.database.inTransaction((tx) => tripAdSet(tx, { ...trip, now }));
    return { outcome: 'paced', subjects: paced.subjects, published: paced.published };
  }

  private async pace(
    tx: Tx,
    now: Instant,
  ): Promise<{ outcome: 'others' | 'too-soon' } | { outcome: 'paced'; subjects: number; published: bigint | undefined; trips: Trip[] }> {
    const turn = await takePacerTurn(tx, now, everyMs);
    if (turn.outcome !== 'mine') return turn;
    await this.followTraffic(tx, now);
    const found = await this.find(tx, now);
    const states = await step(tx, found, { from: Math.max(turn.since, now - longestStepMs), to: now });
    const before = new Map(found.map(({ subject }) => [subject.holder, subject]));
    const published = await publishPacing(
      tx,
      states.filter((each) => isChanged(before.get(each.holder), each)),
      now,
    );
    const over = found.filter(({ subject }) => isOver(subject, now)).map(({ subject }) => subject.holder);
    const idle = new Set(states.filter((each) => isIdle(before.get(each.holder), each)));
    await writePacedStates(
      tx,
      states.filter((each) => !idle.has(each)),
      now,
    );
    await dropPacedStates(tx, [...over, ...[...idle].map((each) => each.holder)]);
    const trips = (await foldCharges(tx, now)) ? await findTrips(tx, found, now) : [];
    return { outcome: 'paced', subjects: states.length, published, trips };
  }

  private async followTraffic(tx: Tx, now: Instant): Promise<void> {
    if (Math.abs(now - this.weekAt) < trafficEveryMs) return;
    await foldTraffic(tx, now);
    this.week = trafficWeek(await readTraffic(tx));
    this.weekAt = now;
  }

  private async find(tx: Tx, now: Instant): Promise<Found[]> {
    const campaigns = await readPacedCampaigns(tx);
    const subjects = await readPacedSubjects(tx, campaigns, now);
    const states = new Map<string, WindowState[]>();
    for (const each of await readWindowStates(tx, campaigns, now)) states.set(each.campaign, [...(states.get(each.campaign) ?? []), each]);
    return subjects.map((subject) => ({
      subject,
      windows: plannedWindows(subject, states.get(subject.campaign) ?? [], now),
      week: boughtTraffic(subject, this.week, now),
    }));
  }
}

/** Campaigns stand before their ad sets: an ad set with a budget of its own also keeps to its campaign's. */
async function step(tx: Tx, found: readonly Found[], span: { from: Instant; to: Instant }): Promise<PacedState[]> {
  const withGoals = found.filter(({ subject }) => subject.cost && subject.runs).map(({ subject }) => subject.holder);
  const billed = await readBilled(tx, withGoals, { from: span.from - billedAfterMs, to: span.to - billedAfterMs });
  const shares = new Map<string, number>();
  return found
    .filter(({ subject }) => !isOver(subject, span.to))
    .map(({ subject, windows, week }) => {
      const campaignShare = shares.get(subject.campaign) ?? million;
      const state = paceSubject({ subject, windows, week, ...span, billed: billed.get(subject.holder), campaignShare });
      shares.set(subject.holder, state.sharePpm);
      return state;
    });
}

function isChanged(before: PacedSubject | undefined, { sharePpm, throttlePpm }: PacedState): boolean {
  return (before?.state?.sharePpm ?? million) !== sharePpm || (before?.state?.throttlePpm ?? million) !== throttlePpm;
}

/** Bids in full and spends nothing: there is nothing to keep of it until it is used again. */
function isIdle(before: PacedSubject | undefined, state: PacedState): boolean {
  const { multiplier, costMultiplier, sharePpm, committedMicros } = state;
  return multiplier === 0 && costMultiplier === undefined && sharePpm === million && before?.state?.committedMicros === committedMicros;
}

/** Ended: its multipliers are of no use any more. */
function isOver(subject: PacedSubject, now: Instant): boolean {
  return subject.endsAt !== undefined && subject.endsAt <= now;
}
