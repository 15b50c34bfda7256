import type { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { insertAudience, listAudiences, readAudience } from '@flywheel/database/audiences';
import { isSeedSegment } from '@flywheel/database/audience-seeds';
import type { AudienceDefinition } from '@flywheel/http/audiences';
import { isId, newId, type Id, type Instant, type Random } from '@flywheel/primitives';
import type { Tx } from '@flywheel/runtime';

/** Most audiences of one account that are not archived. */
export const mostAudiences = 200;

export type AudienceToMake = { account: Id<'acc'>; name: string; definition: AudienceDefinition; now: Instant; actor: string };

export type CreateAudienceOutcome =
  | { outcome: 'created'; audience: Id<'aud'> }
  | { outcome: 'refused'; reason: 'too-many' }
  | { outcome: 'refused'; reason: 'seed'; sentence: string };

/** Makes an audience, empty at first: uploads wait for their list, the others for the job that works them out (a minute at most). */
export class CreateAudience {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ account, name, definition, now, actor }: AudienceToMake): Promise<CreateAudienceOutcome> {
    return this.database.inTransaction(async (tx): Promise<CreateAudienceOutcome> => {
      if ((await listAudiences(tx, account)).length >= mostAudiences) return { outcome: 'refused', reason: 'too-many' };
      const fault = definition.kind === 'lookalike' ? await seedFault(tx, account, definition.seed) : undefined;
      if (fault !== undefined) return { outcome: 'refused', reason: 'seed', sentence: fault };
      const audience = newId('aud', now, this.random);
      await insertAudience(tx, { audience, account, name, kind: definition.kind, definition, createdAt: now });
      await appendAudit(tx, { actor, action: 'audience.create', subject: audience, now });
      return { outcome: 'created', audience };
    });
  }
}

async function seedFault(tx: Tx, account: Id<'acc'>, seed: string): Promise<string | undefined> {
  if (isId('seg', seed)) return (await isSeedSegment(tx, seed)) ? undefined : 'there is no such segment, or nobody may be targeted by it';
  const found = isId('aud', seed) ? await readAudience(tx, seed) : undefined;
  if (!found || found.account !== account || found.archived) return 'the account has no such audience';
  return found.kind === 'lookalike' ? 'a lookalike is made from people who did something, not from another lookalike' : undefined;
}
