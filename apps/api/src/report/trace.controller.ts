import { Readable } from 'node:stream';
import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import {
  cellTraceQuery,
  chargesQuery,
  traceScopeQuery,
  type BatchTrace,
  type CellTrace,
  type ImpressionTrace,
} from '@flywheel/http/traces';
import { TraceBatch, TraceCell, TraceImpression, type TraceRefusal } from '@flywheel/report';
import type { FastifyReply } from 'fastify';
import { parseQuery } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { CurrentPrincipal } from '../http/principal.ts';
import { TraceFiles } from './trace-files.ts';

/** From an amount to its batches and impressions, and back. Whose eyes: `account`, `creator`, or neither for finance. */
@Controller('v1/trace')
export class TraceController {
  private readonly database: Database;
  private readonly traceCell: TraceCell;
  private readonly traceBatch: TraceBatch;
  private readonly traceImpression: TraceImpression;
  private readonly files: TraceFiles;

  constructor(
    @Inject(Database) database: Database,
    @Inject(TraceCell) traceCell: TraceCell,
    @Inject(TraceBatch) traceBatch: TraceBatch,
    @Inject(TraceImpression) traceImpression: TraceImpression,
    @Inject(TraceFiles) files: TraceFiles,
  ) {
    this.database = database;
    this.traceCell = traceCell;
    this.traceBatch = traceBatch;
    this.traceImpression = traceImpression;
    this.files = files;
  }

  /** The batches of one cell of a report, and the figures they add up to. */
  @Get('batches')
  @Permit('trace', 'read')
  async cell(@Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<CellTrace> {
    const answer = await this.traceCell.run({ query: parseQuery(cellTraceQuery, query), principal, now: this.database.clock.now() });
    return answer.outcome === 'traced' ? answer.trace : refuse(answer);
  }

  @Get('batches.csv')
  @Permit('trace', 'export')
  async cellFile(@Query() query: unknown, @CurrentPrincipal() principal: Principal, @Res() reply: FastifyReply): Promise<void> {
    const asked = parseQuery(cellTraceQuery, query);
    await sendFile(reply, await this.files.cell.run({ query: asked, principal, now: this.database.clock.now() }));
  }

  /** One batch: its entry, its hash made anew, its slices, and how creators' micros came about. */
  @Get('batches/:batch')
  @Permit('trace', 'read')
  async batch(@Param('batch') batch: string, @Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<BatchTrace> {
    const answer = await this.traceBatch.run({ batch, scope: parseQuery(traceScopeQuery, query), principal });
    return answer.outcome === 'traced' ? answer.trace : refuse(answer);
  }

  /** The charges of a batch, in the order of its hash. */
  @Get('batches/:batch/charges')
  @Permit('trace', 'read')
  async charges(@Param('batch') batch: string, @Query() query: unknown, @CurrentPrincipal() principal: Principal): Promise<object> {
    const answer = await this.files.charges.run({ batch, query: parseQuery(chargesQuery, query), principal });
    return answer.outcome === 'traced' ? answer.list : refuse(answer);
  }

  @Get('batches/:batch/charges.csv')
  @Permit('trace', 'export')
  async chargesFile(
    @Param('batch') batch: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(reply, await this.files.batch.run({ batch, query: parseQuery(chargesQuery, query), principal }));
  }

  /** The way back: an impression's charges, their batches and entries, and the cells that count them. */
  @Get('impressions/:impression')
  @Permit('trace', 'read')
  async impression(
    @Param('impression') impression: string,
    @Query() query: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ImpressionTrace> {
    const answer = await this.traceImpression.run({ impression, scope: parseQuery(traceScopeQuery, query), principal });
    return answer.outcome === 'traced' ? answer.trace : refuse(answer);
  }
}

function refuse(refusal: TraceRefusal): never {
  switch (refusal.outcome) {
    case 'forbidden':
      throw new AppProblem('not-allowed');
    case 'hidden':
      throw new AppProblem('not-found');
    case 'refused':
      throw new AppProblem('invalid', { field: refusal.field, detail: refusal.detail });
  }
}

async function sendFile(reply: FastifyReply, file: Awaited<ReturnType<TraceFiles['cell']['run']>>): Promise<void> {
  if (file.outcome !== 'file') refuse(file);
  await reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${file.name}"`)
    .send(Readable.from(file.lines));
}
