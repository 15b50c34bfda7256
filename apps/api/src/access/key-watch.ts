import { Inject, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CheckApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';
import type { Logger } from 'pino';
import { LOGGER } from '../http/tokens.ts';

const refreshMs = 1000;
const noteUseEvery = 60;

/** Keeps the API keys in memory fresh: a new or revoked key is known within a second. */
export class KeyWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private rounds = 0;
  private readonly database: Database;
  private readonly keys: CheckApiKey;
  private readonly log: Logger;

  constructor(@Inject(Database) database: Database, @Inject(CheckApiKey) keys: CheckApiKey, @Inject(LOGGER) log: Logger) {
    this.database = database;
    this.keys = keys;
    this.log = log;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.round();
    this.timer = setInterval(() => {
      // The database is away: the keys known so far stay good, and the next round tries again.
      this.round().catch((error: Error) => this.log.error({ flow: 'refresh-keys', outcome: 'failed', reason: error.message }));
    }, refreshMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async round(): Promise<void> {
    const now = this.database.clock.now();
    await this.keys.refresh(now);
    this.rounds += 1;
    if (this.rounds % noteUseEvery === 0) await this.keys.noteUse(now);
  }
}
