import { Controller, Get, HttpStatus, Inject, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { HealthView } from '@flywheel/http/world';
import type { FastifyReply } from 'fastify';
import { Edge } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

const patienceMs = 1000;

@Edge()
@Controller('health')
export class HealthController {
  private readonly database: Database;

  constructor(@Inject(Database) database: Database) {
    this.database = database;
  }

  /** 200 `ok`, or 503 `degraded` while the database does not answer within a second. */
  @Get()
  @Permit('health', 'read')
  async read(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthView> {
    const answers = await this.databaseAnswers();
    if (!answers) void reply.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: answers ? 'ok' : 'degraded', database: answers ? 'ok' : 'away' };
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
