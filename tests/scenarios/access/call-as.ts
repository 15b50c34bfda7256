import { expect } from 'vitest';
import type { Caller } from './two-owners.ts';

/** Asks the api as one of the callers, by name; the answer's status and JSON. */
export function callerOf(url: string, callers: readonly Caller[]) {
  return async <T>(as: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
    const caller = callers.find((each) => each.name === as) ?? expect.fail(`nobody is called ${as}`);
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { method, headers: { ...caller.headers, 'content-type': 'application/json' }, ...json });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  };
}
