import type { Database } from '@flywheel/database';
import { findViewers } from '@flywheel/database/people';
import { listRefusals } from '@flywheel/database/refusals';
import { listMemberships } from '@flywheel/database/segments';
import type { ViewerSegments } from '@flywheel/http/segments';
import { mayLearnInterests } from '@flywheel/privacy';
import type { Explanation } from '@flywheel/segments';

/** A viewer's segments, or `unknown`. */
export type ExplainedSegments = { readonly outcome: 'explained'; readonly segments: ViewerSegments } | { readonly outcome: 'unknown' };

/** Tells which segments a viewer is in and why, by the reason written down when each membership began. */
export class ExplainSegments {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ viewer }: { readonly viewer: string }): Promise<ExplainedSegments> {
    const known = (await findViewers(this.database.read, [viewer])).get(viewer);
    if (!known) return { outcome: 'unknown' };
    const consent = mayLearnInterests(known.purposes);
    const memberships = consent ? await listMemberships(this.database.read, known.key) : [];
    const segments = memberships.map(({ enteredAt, explanation, ...row }) => ({
      ...row,
      enteredAt: enteredAt.toISOString(),
      explanation: toWire(explanation),
    }));
    const refusals = await listRefusals(this.database.read, known.key, this.database.clock.now());
    const refused = refusals.map(({ until, ...row }) => ({ ...row, until: until.toISOString() }));
    return { outcome: 'explained', segments: { viewer, consent, segments, refused } };
  }
}

function toWire({ reasons, rule, modelVersion }: Explanation): ViewerSegments['segments'][number]['explanation'] {
  return { reasons: reasons.map((reason) => ({ ...reason, lastSeen: new Date(reason.lastSeen).toISOString() })), rule, modelVersion };
}
