import type { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { checkHashes, EditList, NotAHash, type EditOutcome } from '@flywheel/audiences';
import { Database } from '@flywheel/database';
import { editActions, membersBatch, type MembersAnswer } from '@flywheel/http/audiences';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import { isId } from '@flywheel/primitives';
import { z } from 'zod';
import { parseBody, parseQuery } from '../http/parse.ts';
import { own, Permit } from '../http/permit.ts';
import { actorOf, CurrentPrincipal } from '../http/principal.ts';
import { isStreamed } from '../http/streamed-body.ts';

const editQuery = z.object({ action: z.enum(editActions).default('add') });

@Controller('v1/accounts/:account/audiences/:id/members')
export class MembersController {
  private readonly database: Database;
  private readonly editList: EditList;

  constructor(@Inject(Database) database: Database, @Inject(EditList) editList: EditList) {
    this.database = database;
    this.editList = editList;
  }

  /** Changes an uploaded list by a batch of hashes, or by a whole stream of them (NDJSON or CSV) that is read as it comes in. */
  @Post()
  @HttpCode(200)
  @Permit('audiences', 'write', own('account', 'account'))
  async edit(
    @Param('account') account: string,
    @Param('id') audience: string,
    @Query() query: unknown,
    @Body() body: unknown,
    @CurrentPrincipal() principal: Principal,
  ): Promise<MembersAnswer> {
    const { action } = parseQuery(editQuery, query);
    if (!isId('acc', account) || !isId('aud', audience)) throw new AppProblem('not-found');
    const list = { account, audience, action, now: this.database.clock.now(), actor: actorOf(principal) };
    return answerOf(isStreamed(body) ? await this.editList.stream(list, body as Readable) : await this.batch(list, body));
  }

  private batch(list: Parameters<EditList['stream']>[0], body: unknown): Promise<EditOutcome> {
    const { edit, last, hashes } = parseBody(membersBatch, body);
    return this.editList.run({ ...list, edit: isId('edt', edit) ? edit : undefined, last, hashes: hashesOf(hashes) });
  }
}

function hashesOf(given: readonly string[]): string[] {
  try {
    return checkHashes(given);
  } catch (error) {
    if (error instanceof NotAHash) throw new AppProblem('invalid', { field: `hashes.${error.line - 1}`, detail: error.message });
    throw error;
  }
}

function answerOf(outcome: EditOutcome): MembersAnswer {
  if (outcome.outcome !== 'refused') return { edit: outcome.edit, received: outcome.received, applied: outcome.outcome === 'applied' };
  switch (outcome.reason) {
    case 'unknown-audience':
      throw new AppProblem('not-found');
    case 'not-a-list':
      throw new AppProblem('conflict', { detail: 'only an upload has a list' });
    case 'unknown-edit':
      throw new AppProblem('conflict', { field: 'edit', detail: 'this change has ended: begin a new one' });
    case 'too-often':
      throw new AppProblem('too-many-requests', { detail: outcome.sentence, retryAfterSeconds: 3600 });
    case 'not-a-hash':
    case 'too-small':
    case 'too-large':
      throw new AppProblem('invalid', { field: 'hashes', detail: outcome.sentence });
  }
}
