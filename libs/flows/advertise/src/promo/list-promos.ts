import type { Database } from '@flywheel/database';
import { listGrants, type GrantsWanted, type StoredGrant } from '@flywheel/database/lots';
import type { PromoGrant, PromoList } from '@flywheel/http/promos';

/** Grants of promotional credit with what is left of each: of one account, of every one, or the one that an entry gave. */
export class ListPromos {
  private readonly database: Database;

  constructor(database: Database) {
    this.database = database;
  }

  async run(wanted: GrantsWanted = {}): Promise<PromoList> {
    return { items: (await listGrants(this.database.read, wanted)).map(toWire) };
  }
}

function toWire({ lot, grantedMicros, leftMicros, takenBackMicros, grantedAt, expiresAt, ...rest }: StoredGrant): PromoGrant {
  return {
    ...rest,
    grant: lot,
    grantedMicros: String(grantedMicros),
    leftMicros: String(leftMicros),
    takenBackMicros: String(takenBackMicros),
    grantedAt: new Date(grantedAt).toISOString(),
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
  };
}
