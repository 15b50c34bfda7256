import type { Database } from '@flywheel/database';
import { upsertCreators } from '@flywheel/database/people';
import { creatorMetadata, type CreatorMetadata } from '@flywheel/events';
import type { UpsertResponse } from '@flywheel/http/people';
import { newId, toRowId, type Random } from '@flywheel/primitives';
import { compileSchema } from './compile-schema.ts';
import { answerItems, readItems } from './read-items.ts';
import type { UpsertInput } from './upsert-viewers.ts';

const check = compileSchema(creatorMetadata);

/** Writes creators. */
export class UpsertCreators {
  private readonly database: Database;
  private readonly random: Random;

  constructor(database: Database, random: Random) {
    this.database = database;
    this.random = random;
  }

  async run({ items, acceptedAt }: UpsertInput): Promise<UpsertResponse> {
    const read = readItems<CreatorMetadata>(items, check);
    const rows = read.good.map(({ item }) => ({
      platformId: item.id,
      id: toRowId(newId('crt', acceptedAt, this.random)),
      name: item.name,
      country: item.country ?? null,
      joinedAt: item.joinedAt ?? new Date(acceptedAt).toISOString(),
    }));
    const changed = await this.database.inTransaction((tx) => upsertCreators(tx, rows, acceptedAt));
    return answerItems(read, changed);
  }
}
