import type * as z from 'zod';

/** What a form shows again after a refusal: the message at the top, one per field, and what was typed (never passwords). */
export type FormProblem = {
  readonly message?: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly typed: Readonly<Record<string, string>>;
};

/** Reads the named text fields of a form; absent ones are empty. */
export function readFields<K extends string>(form: FormData, names: readonly K[]): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, String(form.get(name) ?? '').trim()])) as Record<K, string>;
}

/** The first message per field of a failed parse; fields are dotted paths. */
export function fieldMessages(error: z.ZodError): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.join('.');
    messages[path] ??= issue.message;
  }
  return messages;
}
