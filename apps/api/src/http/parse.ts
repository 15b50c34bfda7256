import { AppProblem } from '@flywheel/http/problems';
import type { z } from 'zod';

/** Parses a console request's body or query; refuses with 422 `invalid`, naming the first field that is wrong. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  throw new AppProblem('invalid', { field, detail: issue?.message ?? 'the body can not be read' });
}

/** The same for a query string. */
export const parseQuery = parseBody;
