import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { reportParameters, type PageAnswer, type ReportList } from '@flywheel/http/reports';
import type { Principal } from '@flywheel/http/roles';
import { assert } from '@flywheel/primitives';
import { listReports, RunReport, toCsv, type ReportOutcome } from '@flywheel/report';
import type { FastifyReply } from 'fastify';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { CurrentPrincipal } from '../http/principal.ts';
import { answered, pageOf } from './report-page.ts';

/** One report at a time, for programs and files. */
@Controller('v1/reports')
export class ReportsController {
  private readonly runReport: RunReport;
  private readonly database: Database;

  constructor(@Inject(RunReport) runReport: RunReport, @Inject(Database) database: Database) {
    this.runReport = runReport;
    this.database = database;
  }

  @Get()
  @Permit('reports', 'read')
  list(): ReportList {
    return listReports();
  }

  /** The same answer as JSON's, line by line. A demo's file says so in its name and in every line. */
  @Get(':name.csv')
  @Permit('reports', 'export')
  async export(
    @Param('name') name: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { answer, freshness } = await this.ask(name, query, principal);
    const [result] = answer.results;
    assert(result, 'one question has one answer');
    const { from, to } = answer.ranges.current;
    const fileName = `${freshness.markedDemo ? 'demo-' : ''}${name}-by-${result.by}-${from}-to-${to}.csv`;
    const lines = toCsv(result, { currency: answer.currency, world: freshness.world ?? 'live' });
    await reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .header('etag', `W/"${answer.snapshot}"`)
      .send(Readable.from(lines));
  }

  @Get(':name')
  @Permit('reports', 'read')
  async read(
    @Param('name') name: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PageAnswer> {
    const { answer } = await this.ask(name, query, principal);
    void reply.header('etag', `W/"${answer.snapshot}"`);
    return answer;
  }

  private async ask(name: string, query: unknown, principal: Principal): Promise<Extract<ReportOutcome, { outcome: 'answered' }>> {
    const page = pageOf(name, parseQuery(reportParameters, query));
    return answered(await this.runReport.run({ page, principal, now: this.database.clock.now() }));
  }
}
