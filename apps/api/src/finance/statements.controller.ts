import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { AppProblem } from '@flywheel/http/problems';
import { statementQuery, type CreatorStatement as CreatorStatementView } from '@flywheel/http/statements';
import { CreatorStatement } from '@flywheel/settle';
import { parseQuery } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';

@Controller('v1/creators')
export class StatementsController {
  private readonly database: Database;
  private readonly statement: CreatorStatement;

  constructor(@Inject(Database) database: Database, @Inject(CreatorStatement) statement: CreatorStatement) {
    this.database = database;
    this.statement = statement;
  }

  /** A creator's month: by day and by content, final and estimated. Without a period: the month of now. */
  @Get(':id/statement')
  @Permit('statements', 'read', own('creator', 'id'))
  async show(@Param('id') creator: string, @Query() query: unknown): Promise<CreatorStatementView> {
    const { period } = parseQuery(statementQuery, query);
    const month = period ?? new Date(this.database.clock.now()).toISOString().slice(0, 7);
    const shown = await this.statement.run({ creator, period: month as `${number}-${number}` });
    if (!shown) throw new AppProblem('not-found');
    return shown;
  }
}
