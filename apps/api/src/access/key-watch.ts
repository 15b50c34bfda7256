import { Inject, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CheckApiKey } from '@flywheel/access';
import { Database } from '@flywheel/database';

const refreshMs = 1000;
const noteUseEvery = 60;

/** Keeps the API keys in memory fresh: a new or revoked key is known within a second. */
export class KeyWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private rounds = 0;
  private readonly database: Database;
  private readonly keys: CheckApiKey;

  constructor(@Inject(Database) database: Database, @Inject(CheckApiKey) keys: CheckApiKey) {
    this.database = database;
    this.keys = keys;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.round();
    this.timer = setInterval(() => {
      // While the database is away the keys known so far stay good; /health tells that it is away.
      this.round().catch(() => undefined);
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
