import type { Database } from '@flywheel/database';
import { readOpenEdits, type OpenEdit } from '@flywheel/database/audience-lists';
import { listAudiences, readAudienceUses, type LookalikeQuality, type StoredAudience } from '@flywheel/database/audiences';
import type { AudienceList, AudienceView } from '@flywheel/http/audiences';
import { toldSize } from '@flywheel/privacy';
import type { Id } from '@flywheel/primitives';
import type { MatchKeys } from '@flywheel/runtime';
import { audienceUses, type AudienceUse } from './audience-uses.ts';
import { leastOf } from './settle-count.ts';
import { stateOf } from './audience-state.ts';

/** The audiences of an account with their sizes as they may be told, and the campaigns that name them. */
export class ListAudiences {
  private readonly database: Database;
  private readonly matchKeys: MatchKeys;

  constructor(database: Database, matchKeys: MatchKeys) {
    this.database = database;
    this.matchKeys = matchKeys;
  }

  async run({ account }: { account: Id<'acc'> }): Promise<AudienceList> {
    const tx = this.database.read;
    const [stored, targetings, edits] = await Promise.all([
      listAudiences(tx, account),
      readAudienceUses(tx, account),
      readOpenEdits(tx, account),
    ]);
    const uses = audienceUses(targetings);
    const items: AudienceView[] = [];
    for (const each of stored) {
      items.push(this.view(each, { least: await leastOf(tx, each), uses: uses.get(each.audience) ?? [], edit: edits.get(each.audience) }));
    }
    return { items };
  }

  private view(stored: StoredAudience, known: { least: number; uses: AudienceUse[]; edit: OpenEdit | undefined }): AudienceView {
    const { least, uses, edit } = known;
    const { secret } = this.matchKeys;
    const size = stored.targetable
      ? toldSize({ people: Math.max(stored.toldPeople, least), least, secret, subject: stored.audience })
      : null;
    return {
      id: stored.audience,
      name: stored.name,
      definition: stored.definition,
      kind: stored.kind,
      ...stateOf(stored, least),
      size,
      least,
      countedAt: stored.countedAt === undefined ? null : new Date(stored.countedAt).toISOString(),
      createdAt: new Date(stored.createdAt).toISOString(),
      usedBy: uses,
      upload: edit ? { edit: edit.edit, received: edit.received } : null,
      curve: (stored.curve ?? []).map(({ percent, similarity, people }) => ({
        percent,
        similarity,
        size: toldSize({ people, least, secret, subject: `${stored.audience}:${percent}` }),
      })),
      quality: stored.quality ? toldQuality(stored.quality) : null,
    };
  }
}

/** To two digits: more would tell of single people. */
function toldQuality({ auc, low, high, model }: LookalikeQuality): NonNullable<AudienceView['quality']> {
  const [told, toldLow, toldHigh] = [auc, low, high].map((value) => Math.round(value * 100) / 100) as [number, number, number];
  return { auc: told, low: toldLow, high: toldHigh, model };
}
