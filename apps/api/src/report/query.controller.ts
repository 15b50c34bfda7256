import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { pageQuery, type PageAnswer } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import { RunReport } from '@flywheel/report';
import type { FastifyReply } from 'fastify';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { CurrentPrincipal } from '../http/principal.ts';
import { answered } from './report-page.ts';

/** Everything a page shows, in one call and from one snapshot. */
@Controller('v1/query')
export class QueryController {
  private readonly runReport: RunReport;
  private readonly database: Database;

  constructor(@Inject(RunReport) runReport: RunReport, @Inject(Database) database: Database) {
    this.runReport = runReport;
    this.database = database;
  }

  @Post()
  @HttpCode(200)
  @Permit('reports', 'read')
  async query(
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const page = parseBody(pageQuery, body);
    const { answer } = answered(await this.runReport.run({ page, principal, now: this.database.clock.now() }));
    void reply.header('etag', `W/"${answer.snapshot}"`);
    return answer;
  }
}
