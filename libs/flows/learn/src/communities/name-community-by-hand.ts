import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { nameCommunityByHand } from '@flywheel/database/communities';
import type { Instant } from '@flywheel/primitives';

/** `unknown`: no living community has this node. */
export type NamedByHand = { readonly outcome: 'named' | 'unknown' };

/** An operator names a community; the name stays and is noted with who gave it. */
export class NameCommunityByHand {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run({ node, name, actor, now }: { node: string; name: string; actor: string; now: Instant }): Promise<NamedByHand> {
    return this.database.inTransaction(async (tx) => {
      if (!(await nameCommunityByHand(tx, node, name))) return { outcome: 'unknown' };
      await appendAudit(tx, { actor, action: 'community.named', subject: node, detail: { name }, now });
      return { outcome: 'named' };
    });
  }
}
