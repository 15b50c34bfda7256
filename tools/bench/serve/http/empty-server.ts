import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { decisionAnswer, decisionRequest, type DecisionRequest, type DecisionResponse } from '@flywheel/http/decisions';
import { EdgeBody } from '../../../../apps/api/dist/http/edge.js';
import { emptyAnswer } from './empty-answer.ts';

/** Nest on Fastify with one route that decides nothing: the same body and answer schemas, compiled, and no other part of the program. */
class EmptyController {
  decide(request: DecisionRequest): DecisionResponse {
    return emptyAnswer(request);
  }
}

class EmptyModule {
  readonly name = 'empty';
}

// Written out: Node runs this file by stripping its types, and decorators are not types.
const route = Object.getOwnPropertyDescriptor(EmptyController.prototype, 'decide') as TypedPropertyDescriptor<EmptyController['decide']>;
for (const decorate of [Post(), HttpCode(200), EdgeBody(decisionRequest, decisionAnswer)])
  decorate(EmptyController.prototype, 'decide', route);
Body()(EmptyController.prototype, 'decide', 0);
Controller('v1/decisions')(EmptyController);
Module({ controllers: [EmptyController] })(EmptyModule);

const adapter = new FastifyAdapter({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: true } } });
const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, adapter, { logger: false });
await app.listen(0, '127.0.0.1');
process.send?.({ ready: true, url: await app.getUrl() });
process.on('disconnect', () => process.exit(0));
