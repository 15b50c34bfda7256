import { z } from 'zod';

/** Every refusal of the api: its HTTP status and the sentence a person reads. The only place that knows statuses. */
export const problemCatalogue = {
  'malformed-body': { status: 400, title: 'The request body is not valid JSON' },
  'invalid-request': { status: 400, title: 'The request does not have the shape of its endpoint' },
  'forged-token': { status: 400, title: 'The token was not made by this service' },
  'sign-in-needed': { status: 401, title: 'Sign in, or send an API key' },
  'wrong-credentials': { status: 401, title: 'The e-mail address or the password is wrong' },
  'unknown-key': { status: 401, title: 'The API key is unknown, expired or revoked' },
  'not-allowed': { status: 403, title: 'Your role does not allow this' },
  'foreign-origin': { status: 403, title: 'The request comes from another site' },
  'not-demo': { status: 403, title: 'Role tiles exist only while the world is a marked demo' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'no-such-method': { status: 405, title: 'This address does not take that method' },
  conflict: { status: 409, title: 'The request contradicts what is already there' },
  outdated: { status: 412, title: 'It was changed since you read it' },
  'body-too-large': { status: 413, title: 'The request body is larger than this endpoint takes' },
  'unsupported-type': { status: 415, title: 'Send JSON: Content-Type application/json' },
  invalid: { status: 422, title: 'A field can not be taken as it is' },
  'too-many-requests': { status: 429, title: 'Too many requests; wait and try again' },
  internal: { status: 500, title: 'Something broke on our side; the request id finds it in the log' },
  unavailable: { status: 503, title: 'The service can not answer right now; nothing was taken' },
} as const;

export type ProblemCode = keyof typeof problemCatalogue;

/** RFC 9457 problem details as this api sends them: `type` is about:blank#code, `field` a dotted path into the body or a parameter. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  field: z.string().optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problem>;

/** A refusal on its way out; thrown by controllers and guards, answered as application/problem+json. */
export class AppProblem extends Error {
  readonly code: ProblemCode;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ProblemCode, more: { detail?: string; field?: string; retryAfterSeconds?: number } = {}) {
    super(more.detail ?? '');
    this.code = code;
    this.field = more.field;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  get status(): number {
    return problemCatalogue[this.code].status;
  }

  /** The body to send. */
  toProblem(requestId?: string): Problem {
    const { status, title } = problemCatalogue[this.code];
    return {
      type: `about:blank#${this.code}`,
      title,
      status,
      code: this.code,
      ...(this.message && { detail: this.message }),
      ...(this.field !== undefined && { field: this.field }),
      ...(requestId && { requestId }),
    };
  }
}
