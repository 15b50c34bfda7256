import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { writeReview } from '@flywheel/database/reviews';
import { isId, type Id, type Instant } from '@flywheel/primitives';

export type ReviewerWord = {
  creative: Id<'crv'>;
  decision: 'approve' | 'reject';
  reason?: string | undefined;
  now: Instant;
  actor: string;
};

export type ReviewOutcome = { outcome: 'approved' | 'rejected' } | { outcome: 'refused'; reason: 'unknown-creative' | 'reason-needed' };

/** Approves a creative, or rejects it with a reason the advertiser reads. Only reviewers set this state; a change makes a new creative. */
export class ReviewCreative {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ creative, decision, reason, now, actor }: ReviewerWord): Promise<ReviewOutcome> {
    if (decision === 'reject' && !reason) return { outcome: 'refused', reason: 'reason-needed' };
    const state = decision === 'approve' ? 'approved' : 'rejected';
    return this.database.inTransaction(async (tx) => {
      const found = await writeReview(tx, { creative, state, reason, by: isId('usr', actor) ? actor : undefined, now });
      if (!found) return { outcome: 'refused', reason: 'unknown-creative' };
      await appendAudit(tx, { actor, action: `creative.${state}`, subject: creative, ...(reason && { detail: { reason } }), now });
      return { outcome: state };
    });
  }
}
