import type { Database } from '@flywheel/database';
import { readPacedSubjects, readPacerSeen, readPacingSince, readTraffic, readWindowStates } from '@flywheel/database/pacing';
import type { CampaignPacing, PacedWindow } from '@flywheel/http/pacing';
import { isDayWindow } from '@flywheel/pacing/leases';
import { planError, plannedSpend, trafficWeek, type TrafficWeek } from '@flywheel/pacing/plan';
import type { Id, Instant } from '@flywheel/primitives';
import { boughtTraffic, plannedWindows, type Found, type PlannedWindow } from './planned-windows.ts';

const million = 1_000_000;

/** What a campaign and its ad sets have spent of each budget beside what was planned by now. */
export class GetCampaignPacing {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  /** Undefined where there is no such campaign. */
  async run({ campaign, now }: { campaign: Id<'cmp'>; now: Instant }): Promise<CampaignPacing | undefined> {
    return this.database.inSnapshot(async (tx) => {
      const subjects = await readPacedSubjects(tx, [campaign], now);
      if (subjects.length === 0) return undefined;
      const states = await readWindowStates(tx, [campaign], now);
      const week = trafficWeek(await readTraffic(tx));
      const [seen, { version }] = [await readPacerSeen(tx), await readPacingSince(tx, newest)];
      const found = subjects.map((subject) => ({
        subject,
        windows: plannedWindows(subject, states, now),
        week: boughtTraffic(subject, week, subject.startsAt),
      }));
      return {
        campaign,
        at: wireOf(now),
        version: String(version),
        pacerSeenAt: seen === undefined ? null : wireOf(seen),
        windows: found.flatMap((each) => each.windows.map((window) => drawn(each.subject, window, { week: each.week, now }))),
      };
    });
  }
}

// Only the number of the newest version is wanted, none of its changes.
const newest = 9_223_372_036_854_775_807n;

function drawn(subject: Found['subject'], window: PlannedWindow, at: { week: TrafficWeek; now: Instant }): PacedWindow {
  const { capMicros, wantedMicros, from, to } = window;
  const planned = to === undefined ? undefined : plannedSpend({ capMicros: wantedMicros ?? capMicros, from, to }, at.week, at.now);
  return {
    holder: subject.holder,
    level: subject.holder === subject.campaign ? 'campaign' : 'ad-set',
    name: subject.name,
    window: isDayWindow(window.window) ? 'day' : 'life',
    from: wireOf(from),
    to: to === undefined ? null : wireOf(to),
    capMicros: String(capMicros),
    wantedMicros: wantedMicros === undefined ? null : String(wantedMicros),
    committedMicros: String(window.committedMicros),
    spentMicros: String(window.spentMicros),
    plannedMicros: planned === undefined ? null : String(planned),
    errorPpm: planned === undefined ? null : (planError(window.spentMicros, planned) ?? null),
    sharePpm: subject.state?.sharePpm ?? million,
    throttlePpm: subject.state?.throttlePpm ?? million,
  };
}

function wireOf(at: Instant): string {
  return new Date(at).toISOString();
}
