import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { AppProblem, type ProblemCode } from '@flywheel/http/problems';
import { Overloaded } from '@flywheel/runtime/group-commit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isDatabaseAway } from './database-away.ts';

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid-request',
  401: 'sign-in-needed',
  403: 'not-allowed',
  404: 'not-found',
  405: 'no-such-method',
  413: 'body-too-large',
  415: 'unsupported-type',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Turns whatever was thrown into application/problem+json. What we did not expect is logged with its stack and told as `internal`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log: Logger;

  constructor(log: Logger) {
    this.log = log;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = toAppProblem(error);
    if (problem.code === 'internal') this.log.error({ flow: 'http', outcome: 'broken', requestId: request.id, err: error });
    if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
    // Nest forgets the type of a reply that has a schema of its own; a problem is never shaped by it.
    const body = JSON.stringify(problem.toProblem(String(request.id)));
    void reply
      .status(problem.status)
      .type('application/problem+json')
      .serializer((text: unknown) => String(text))
      .send(body);
  }
}

/** The refusal that an error stands for. */
export function toAppProblem(error: unknown): AppProblem {
  if (error instanceof AppProblem) return error;
  if (error instanceof Overloaded) return new AppProblem('unavailable', { retryAfterSeconds: 1 });
  if (isDatabaseAway(error)) return new AppProblem('unavailable', { retryAfterSeconds: 2 });
  // Nest wraps what Fastify refuses; the reason stands in the cause.
  const source = error instanceof HttpException && error.cause instanceof Error ? error.cause : error;
  const { code, validation } = source as { code?: unknown; validation?: AjvFault[] };
  if (validation?.[0])
    return new AppProblem('invalid-request', { field: fieldOf(validation[0]), detail: validation[0].message ?? 'it has another shape' });
  if (source instanceof SyntaxError || (typeof code === 'string' && /_(EMPTY_JSON|INVALID_JSON|INVALID_CONTENT_LENGTH)/.test(code)))
    return new AppProblem('malformed-body');
  const status = error instanceof HttpException ? error.getStatus() : undefined;
  const known = status === undefined ? undefined : byStatus[status];
  return new AppProblem(known ?? 'internal');
}

type AjvFault = { instancePath: string; message?: string; params?: { missingProperty?: string; additionalProperty?: string } };

function fieldOf(fault: AjvFault): string {
  const last = fault.params?.missingProperty ?? fault.params?.additionalProperty;
  return [...fault.instancePath.split('/').filter((part) => part !== ''), ...(last === undefined ? [] : [last])].join('.');
}
