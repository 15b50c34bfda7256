import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { Database } from '@flywheel/database';
import { decisionText } from '@flywheel/http/decision-text';
import { decisionRequest, type DecisionRequest, type DecisionResponse } from '@flywheel/http/decisions';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Edge, EdgeBody } from '../http/edge.ts';
import { Permit } from '../http/permit.ts';
import { forwardDecision, wasForwarded } from './forward-decision.ts';
import { ServingLoop } from './serving-loop.ts';

@Edge()
@Controller('v1/decisions')
export class DecisionsController {
  private readonly database: Database;
  private readonly loop: ServingLoop;

  constructor(@Inject(Database) database: Database, @Inject(ServingLoop) loop: ServingLoop) {
    this.database = database;
    this.loop = loop;
  }

  /**
   * Decides every placement at once. Empty slots carry their reason; a server too busy to decide in time says 504 in each. The answer is
   * written by hand and sent at once: a serializer and the framework's turns of waiting cost more than finding the ads.
   */
  @Post()
  @HttpCode(200)
  @Permit('decisions', 'write')
  @EdgeBody(decisionRequest)
  decide(@Body() request: DecisionRequest, @Req() from: FastifyRequest, @Res() reply: FastifyReply): void | Promise<void> {
    const owner = wasForwarded(from) ? undefined : this.loop.serving.ownerElsewhere(request, this.database.clock.now());
    if (!owner) return send(reply, this.decideHere(request));
    return forwardDecision(owner.address, request, from).then((answer) => send(reply, answer ?? this.decideHere(request)));
  }

  private decideHere(request: DecisionRequest): DecisionResponse {
    const began = performance.now();
    const elapsedUs = (): number => Math.round((performance.now() - began) * 1000);
    return this.loop.serving.decideAds.run({ request, now: this.database.clock.now(), waitedMs: this.loop.waitedMs, elapsedUs });
  }
}

type Answered = { reply: FastifyReply; text: string };

const mostTogether = 16;
let answered: Answered[] = [];

/**
 * Sends what one turn of the event loop decided together, at most 16 answers: each write alone would wake its reader, and what woke
 * would take the processor from the next decision. An answer that is alone leaves in the same turn.
 */
function send(reply: FastifyReply, answer: DecisionResponse): void {
  if (answered.push({ reply, text: decisionText(answer) }) === 1) setImmediate(sendAll);
  else if (answered.length === mostTogether) sendAll();
}

function sendAll(): void {
  const together = answered;
  answered = [];
  for (const { reply, text } of together) void reply.header('content-type', 'application/json; charset=utf-8').send(text);
}
