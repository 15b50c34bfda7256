import type { Problem } from './problems.ts';

/** What a call came to: the parsed body, or the problem the api answered with. */
export type Answer<T> =
  | { readonly ok: true; readonly status: number; readonly body: T; readonly headers: Headers }
  | { readonly ok: false; readonly status: number; readonly problem: Problem };

/** What a call is made with; `base` has no slash at its end, `cookie` and `key` authenticate it. */
export type ClientOptions = {
  readonly base: string;
  readonly fetch?: typeof fetch;
  readonly cookie?: string;
  readonly key?: string;
};

const problemType = 'application/problem+json';

/**
 * Calls one endpoint: `call('GET', '/v1/world')`. A refusal is an answer, not an exception; only a network that fails throws.
 * The response type is named by the caller, from the schema of the endpoint.
 */
export function createClient(options: ClientOptions): <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>> {
  const send = options.fetch ?? fetch;
  return async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const response = await send(options.base + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(options.cookie && { cookie: options.cookie }),
        ...(options.key && { authorization: `Bearer ${options.key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const type = response.headers.get('content-type') ?? '';
    if (type.startsWith(problemType)) return { ok: false, status: response.status, problem: (await response.json()) as Problem };
    const text = await response.text();
    const parsed: unknown = type.startsWith('application/json') ? JSON.parse(text) : text;
    if (response.ok) return { ok: true, status: response.status, body: parsed as T, headers: response.headers };
    const title = response.statusText || 'The service answered something else than its own words';
    return { ok: false, status: response.status, problem: { type: 'about:blank', title, status: response.status, code: 'internal' } };
  };
}
