import type { Database } from '@flywheel/database';
import { upsertViewers } from '@flywheel/database/people';
import { purposes, viewerMetadata, type ViewerMetadata } from '@flywheel/events';
import type { UpsertResponse } from '@flywheel/http/people';
import { assert, newId, toRowId, type Instant, type Random } from '@flywheel/primitives';
import type { MatchKeys } from '@flywheel/runtime';
import { compileSchema } from './compile-schema.ts';
import { qualityMemoryOf } from './quality-memory.ts';
import { answerItems, readItems } from './read-items.ts';

const check = compileSchema(viewerMetadata);

/** Items of any shape, taken at `acceptedAt`. */
export type UpsertInput = { readonly items: readonly unknown[]; readonly acceptedAt: Instant };

/**
 * Writes viewers with the whole of their consent; what changed goes into the ledger of consent. Hashed identifiers are kept under
 * `matchKeys` only; a deployment's own program is given it, a simulated past sends none.
 */
export class UpsertViewers {
  private readonly database: Database;
  private readonly random: Random;
  private readonly matchKeys: MatchKeys | undefined;

  constructor(database: Database, random: Random, matchKeys?: MatchKeys) {
    this.database = database;
    this.random = random;
    this.matchKeys = matchKeys;
  }

  async run({ items, acceptedAt }: UpsertInput): Promise<UpsertResponse> {
    const read = readItems<ViewerMetadata>(items, check);
    const rows = read.good.map(({ item }) => ({
      platformId: item.id,
      key: toRowId(newId('vwr', acceptedAt, this.random)),
      purposes: purposes.filter((purpose) => item.purposes.includes(purpose)),
      country: item.country ?? null,
      language: item.language ?? null,
      joinedAt: item.joinedAt ?? new Date(acceptedAt).toISOString(),
      matchKeys: this.matchKeysOf(item),
    }));
    const changed = await this.database.inTransaction((tx) => upsertViewers(tx, rows, 'platform', acceptedAt));
    const quality = qualityMemoryOf(this.database);
    for (const { platformId, purposes: agreed } of rows) if (agreed.length === 0) quality.forget(platformId);
    return answerItems(read, changed);
  }

  private matchKeysOf({ identifierHashes }: ViewerMetadata): string[] | undefined {
    if (identifierHashes === undefined) return undefined;
    const { matchKeys } = this;
    assert(matchKeys !== undefined, 'whoever takes hashed identifiers was given the key they are kept under');
    return identifierHashes.map((hash) => matchKeys.of(hash).toString('hex'));
  }
}
