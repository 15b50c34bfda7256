import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { reversalRequest, type ReversalAnswer } from '@flywheel/http/ledger';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { ReverseEntry } from '@flywheel/settle';
import { parseBody } from '../http/parse.ts';
import { Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';

const refusals = {
  'kept-elsewhere': 'budgets, charges or months follow this entry: it is corrected where they are',
  ended: 'the entry was reversed, paid or failed before',
  spent: 'what the entry brought is no longer there',
} as const;

@Controller('v1/ledger/entries')
export class ReversalsController {
  private readonly database: Database;
  private readonly reverseEntry: ReverseEntry;

  constructor(@Inject(Database) database: Database, @Inject(ReverseEntry) reverseEntry: ReverseEntry) {
    this.database = database;
    this.reverseEntry = reverseEntry;
  }

  /** Undoes an entry by a linked one, for a reason. The same request again answers `replayed` and moves nothing. */
  @Post(':id/reversal')
  @HttpCode(200)
  @Permit('ledger', 'reverse')
  async reverse(@Param('id') id: string, @Body() body: unknown, @CurrentPrincipal() principal: Principal): Promise<ReversalAnswer> {
    const { reason } = parseBody(reversalRequest, body);
    if (!isId('ent', id)) throw new AppProblem('not-found');
    const now = this.database.clock.now();
    const answer = await this.reverseEntry.run({ entry: id, reason, now, actor: actorOf(principal) });
    if (answer.outcome !== 'refused') return answer;
    if (answer.reason === 'unknown-entry') throw new AppProblem('not-found');
    throw new AppProblem('conflict', { detail: refusals[answer.reason] });
  }
}
