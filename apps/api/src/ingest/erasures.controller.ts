import { Controller, Delete, Inject, Param } from '@nestjs/common';
import { Database } from '@flywheel/database';
import type { EraseResponse } from '@flywheel/http/people';
import { EraseViewer } from '@flywheel/ingest';
import { Edge } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';

@Edge()
@Controller('v1/viewers')
export class ErasuresController {
  private readonly database: Database;
  private readonly eraseViewer: EraseViewer;

  constructor(@Inject(Database) database: Database, @Inject(EraseViewer) eraseViewer: EraseViewer) {
    this.database = database;
    this.eraseViewer = eraseViewer;
  }

  /** Erases a viewer; a second call answers `unknown`. */
  @Delete(':id')
  @Permit('viewers', 'erase')
  erase(@Param('id') viewer: string): Promise<EraseResponse> {
    return this.eraseViewer.run({ viewer, now: this.database.clock.now() });
  }
}
