import { Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { appendAudit } from '@flywheel/database/access';
import { countWaiting, listDeadLetters, listJobFailures, replayDeadLetters } from '@flywheel/database/outbox';
import type { EffectsReplay, EffectsView } from '@flywheel/http/effects';
import type { Principal } from '@flywheel/http/roles';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

const shown = 100;

@Controller('v1/effects')
export class EffectsController {
  private readonly database: Database;

  constructor(@Inject(Database) database: Database) {
    this.database = database;
  }

  /** What background work waits, what was given up, and which timed jobs fail. */
  @Get()
  @Permit('effects', 'read')
  async list(): Promise<EffectsView> {
    const { read } = this.database;
    const [waiting, givenUp, failing] = await Promise.all([countWaiting(read), listDeadLetters(read, shown), listJobFailures(read)]);
    return {
      ...waiting,
      givenUp: givenUp.map((each) => ({ ...each, createdAt: each.createdAt.toISOString() })),
      failing: failing.map((each) => ({ ...each, failedAt: each.failedAt.toISOString() })),
    };
  }

  /** Lets everything that was given up be tried again. */
  @Post('replay')
  @HttpCode(200)
  @Permit('effects', 'replay')
  async replay(@CurrentPrincipal() principal: Principal): Promise<EffectsReplay> {
    return this.database.inTransaction(async (tx) => {
      const replayed = await replayDeadLetters(tx);
      await appendAudit(tx, {
        actor: actorOf(principal),
        action: 'effects-replayed',
        subject: 'outbox',
        detail: { replayed },
        now: this.database.clock.now(),
      });
      return { replayed };
    });
  }
}
