import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CreateApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { listApiKeys, revokeApiKey } from '@flywheel/database/access';
import { newKey, type KeyList } from '@flywheel/http/members';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

@Controller('v1/keys')
export class KeysController {
  private readonly database: Database;
  private readonly createKey: CreateApiKey;

  constructor(@Inject(Database) database: Database, @Inject(CreateApiKey) createKey: CreateApiKey) {
    this.database = database;
    this.createKey = createKey;
  }

  @Get()
  @Permit('keys', 'read')
  async list(): Promise<KeyList> {
    const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
    const keys = await listApiKeys(this.database.read);
    return {
      keys: keys.map((each) => ({ ...each, scopes: [...each.scopes], expiresAt: iso(each.expiresAt), lastUsedAt: iso(each.lastUsedAt) })),
    };
  }

  /** Makes a key and shows its secret, this once. */
  @Post()
  @Permit('keys', 'write')
  async create(@Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<{ key: string; secret: string }> {
    const { name, scopes, expiresAt } = parseBody(newKey, body);
    const until = expiresAt === undefined ? undefined : Date.parse(expiresAt);
    return this.createKey.run({ name, scopes, expiresAt: until, actor: actorOf(principal), now: this.database.clock.now() });
  }

  /** Revokes a key; every edge process knows within a second. */
  @Delete(':key')
  @HttpCode(204)
  @Permit('keys', 'write')
  async revoke(@Param('key') key: string): Promise<void> {
    if (!isId('key', key) || !(await revokeApiKey(this.database.read, key, this.database.clock.now()))) throw new AppProblem('not-found');
  }
}
