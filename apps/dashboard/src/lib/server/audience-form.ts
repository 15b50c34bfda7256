import { audienceToCreate, type AudienceToCreate } from '@flywheel/http/audiences';
import { fieldMessages, readFields, type FormProblem } from './fields.ts';

const names = ['kind', 'name', 'source', 'withinDays', 'watched', 'seed', 'percent', 'withSeed'] as const;

/** Reads a sent form: an audience that can be made, or what is wrong with it by field. */
export function readAudience(form: FormData): { ready: true; audience: AudienceToCreate } | { ready: false; problem: FormProblem } {
  const typed = readFields(form, names);
  const parsed = audienceToCreate.safeParse({ name: typed.name, definition: definitionOf(typed) });
  if (parsed.success) return { ready: true, audience: parsed.data };
  const messages = Object.entries(fieldMessages(parsed.error)).map(([path, message]) => [path.split('.').at(-1) ?? 'name', message]);
  return { ready: false, problem: { fields: Object.fromEntries(messages) as Record<string, string>, typed } };
}

function definitionOf(typed: Record<(typeof names)[number], string>): unknown {
  switch (typed.kind) {
    case 'engagers':
      return {
        kind: 'engagers',
        source: typed.source,
        withinDays: Number(typed.withinDays),
        ...(typed.source === 'video' && { watched: typed.watched }),
      };
    case 'lookalike':
      return { kind: 'lookalike', seed: typed.seed, percent: Number(typed.percent), withSeed: typed.withSeed !== '' };
    default:
      return { kind: 'upload' };
  }
}
