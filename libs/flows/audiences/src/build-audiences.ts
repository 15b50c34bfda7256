import type { Database } from '@flywheel/database';
import { allowLongStatements, readEngaged, readExposed, readWatched, replaceMembers } from '@flywheel/database/audience-lists';
import { dueForBuild, lockAudience, noteBuild, type LookalikeQuality, type StoredAudience } from '@flywheel/database/audiences';
import { lockPeopleForWriting } from '@flywheel/database/people';
import type { EngagersDefinition, LookalikeDefinition } from '@flywheel/http/audiences';
import type { Id, Instant } from '@flywheel/primitives';
import { buildLookalike } from './build-lookalike.ts';
import { leastOf, settleCount } from './settle-count.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const engagersEveryMs = 15 * minuteMs;
const atOnce = 20;

/**
 * Works out who is in engagers (every 15 minutes) and lookalikes (daily): at most 20 audiences a run, the one not worked out for the
 * longest time first. Only people who agree to ads by interest at that moment are in them.
 */
export class BuildAudiences {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ now }: { now: Instant }): Promise<{ built: number }> {
    const due = await dueForBuild(this.database.read, {
      engagersBefore: now - engagersEveryMs,
      lookalikesBefore: now - dayMs,
      limit: atOnce,
    });
    for (const audience of due) await this.build(audience, now);
    return { built: due.length };
  }

  private async build(due: StoredAudience, now: Instant): Promise<void> {
    // Reading is long and needs no lock; writing takes one and checks again.
    const { viewers, curve, quality, note } = await this.whoIsIn(due, now);
    await this.database.inTransaction(async (tx) => {
      await allowLongStatements(tx);
      await lockPeopleForWriting(tx);
      const stored = await lockAudience(tx, due.audience);
      if (!stored || stored.archived) return;
      await replaceMembers(tx, stored.audience, viewers, now);
      await noteBuild(tx, { audience: stored.audience, note, curve, quality, now });
      await settleCount(tx, stored, now);
    });
  }

  private async whoIsIn(due: StoredAudience, now: Instant): Promise<WhoIsIn> {
    if (due.kind === 'engagers') return { viewers: await this.engagers(due, now) };
    const definition = due.definition as LookalikeDefinition;
    const kind = definition.seed.startsWith('aud_') ? 'upload' : 'lookalike';
    const least = await leastOf(this.database.read, { audience: due.audience, kind });
    return buildLookalike(this.database.reports, definition, { least, now, salt: due.audience });
  }

  private engagers({ account, definition }: StoredAudience, now: Instant): Promise<string[]> {
    const { source, watched, withinDays, campaigns, creators } = definition as EngagersDefinition;
    const scope = {
      account,
      campaigns: campaigns as Id<'cmp'>[],
      creators: creators as Id<'crt'>[],
      since: now - withinDays * dayMs,
    };
    switch (source) {
      case 'engaged':
        return readEngaged(this.database.reports, scope);
      case 'exposed':
        return readExposed(this.database.reports, scope);
      case 'video':
        return readWatched(this.database.reports, scope, watched ?? '3s');
    }
  }
}

type WhoIsIn = { viewers: string[]; curve?: NonNullable<StoredAudience['curve']>; quality?: LookalikeQuality; note?: string };
