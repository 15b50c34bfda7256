import type { Database } from '@flywheel/database';
import { liveApiKeys, touchApiKeys } from '@flywheel/database/access';
import { scope, type Principal } from '@flywheel/http/roles';
import type { Id, Instant } from '@flywheel/primitives';
import { hashSecret } from './secrets.ts';

type KnownKey = { readonly principal: Extract<Principal, { kind: 'key' }>; readonly key: Id<'key'>; readonly expiresAt: Instant };

const mostRecent = 1000;

/** Knows every live API key in memory, so that checking one costs a hash and no query. `refresh` it each second. */
export class CheckApiKey {
  private readonly database: Database;
  private known: ReadonlyMap<string, KnownKey> = new Map();
  /** Genuine secrets of the last second: they are not hashed at every request. */
  private recent = new Map<string, KnownKey>();
  private readonly used = new Set<Id<'key'>>();

  constructor(database: Database) {
    this.database = database;
  }

  /** The key's principal, or undefined when it is unknown, expired or revoked for more than a second. */
  run(secret: string, now: Instant): Principal | undefined {
    const found = this.recent.get(secret) ?? this.find(secret);
    if (!found || found.expiresAt <= now) return undefined;
    this.used.add(found.key);
    return found.principal;
  }

  /** Reads the keys again. */
  async refresh(now: Instant): Promise<void> {
    const rows = await liveApiKeys(this.database.read, now);
    this.recent = new Map();
    this.known = new Map(
      rows.map((row) => {
        const scopes = row.scopes.flatMap((each) => scope.safeParse(each).data ?? []);
        return [
          row.secretHash,
          { principal: { kind: 'key', key: row.key, scopes }, key: row.key, expiresAt: row.expiresAt?.getTime() ?? Infinity },
        ];
      }),
    );
  }

  private find(secret: string): KnownKey | undefined {
    const found = this.known.get(hashSecret(secret).toString('hex'));
    if (found && this.recent.size < mostRecent) this.recent.set(secret, found);
    return found;
  }

  /** Writes down which keys were used since the last call. */
  async noteUse(now: Instant): Promise<void> {
    if (this.used.size === 0) return;
    const keys = [...this.used];
    this.used.clear();
    await touchApiKeys(this.database.read, keys, now);
  }
}
