import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { countWaiting } from '@flywheel/database/outbox';
import { readPacerSeen } from '@flywheel/database/pacing';
import { readRuns } from '@flywheel/database/reconciliation';
import { isSeeding } from '@flywheel/database/world';
import type { HealthView } from '@flywheel/http/world';
import type { FastifyReply } from 'fastify';
import { Edge } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

const patienceMs = 1000;
const pacerDeadMs = 5000;
const longWaitSeconds = 60;

@Edge()
@Controller('health')
export class HealthController {
  private readonly database: Database;

  constructor(@Inject(Database) database: Database) {
    this.database = database;
  }

  /**
   * 200 `ok`, or 503 `degraded` while the database does not answer within a second. A pacer or a worker that is gone, and books that did
   * not add up when they were last checked, are alerts: bids and charging go on.
   */
  @Get()
  @Permit('health', 'read')
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const answers = await this.databaseAnswers();
    if (!answers) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    const alerts = answers ? await this.alerts() : [];
    return { status: answers ? 'ok' : 'degraded', database: answers ? 'ok' : 'away', ...(alerts.length > 0 && { alerts }) };
  }

  private async alerts(): Promise<string[]> {
    const { read } = this.database;
    if (await isSeeding(read)) return [];
    return [...(await this.pacerAlerts()), ...(await this.queueAlerts()), ...(await this.bookAlerts())];
  }

  private async bookAlerts(): Promise<string[]> {
    const [last] = await readRuns(this.database.read, 1);
    if (!last || (last.stepsApart === 0 && last.claimsHit === 0)) return [];
    const found = `${last.stepsApart} steps of the ladder differ, ${last.claimsHit} claims of the auditor do not hold`;
    return [`The books did not add up when they were last checked: ${found}.`];
  }

  private async queueAlerts(): Promise<string[]> {
    const waitedSeconds = (await countWaiting(this.database.read)).oldestWaitingSeconds ?? 0;
    if (waitedSeconds <= longWaitSeconds) return [];
    return [`Background work has waited for ${Math.round(waitedSeconds)} seconds: look at the worker and its queue.`];
  }

  private async pacerAlerts(): Promise<string[]> {
    const { read, clock } = this.database;
    const seen = await readPacerSeen(read);
    const silentMs = seen === undefined ? 0 : clock.now() - seen;
    if (silentMs <= pacerDeadMs) return [];
    return [`The pacer has said nothing for ${Math.round(silentMs / 1000)} seconds: bids are paced by its last version.`];
  }

  private async databaseAnswers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs);
    });
    const asked = this.database.read.query('SELECT 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([asked, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}
