import type { RequestEvent } from '@sveltejs/kit';
import { problem } from '@flywheel/http/problems';
import type { Answer, Refusal } from '#lib/api/answer.ts';

/** How long a page waits for one answer of the api. */
const patienceMs = 20_000;

/** Calls the api in the name of whoever asked for the page: their cookie and address travel along. */
export type Api = {
  get<T>(path: string): Promise<Answer<T>>;
  /** `madeFrom`: the version that is changed; refused with 412 where it is not the current one any more. */
  send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, madeFrom?: number): Promise<Answer<T>>;
  /** As `send`, and hands the answer's cookies on to the browser. */
  sendAndKeepCookies<T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer<T>>;
};

/** The api as this request may use it. */
export function apiFor(event: Pick<RequestEvent, 'request' | 'locals' | 'cookies'>): Api {
  const call = async <T>(method: string, path: string, body: unknown, how: { keep: boolean; madeFrom?: number }): Promise<Answer<T>> => {
    try {
      const response = await fetch(`${event.locals.apiOrigin}${path}`, {
        method,
        headers: headersFor(event, body !== undefined, how.madeFrom),
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(patienceMs),
        redirect: 'manual',
      });
      if (how.keep) keepCookies(event.cookies, response.headers.getSetCookie());
      return await readAnswer<T>(response);
    } catch (error) {
      return { ok: false, refusal: unreachable(error) };
    }
  };
  return {
    get: (path) => call('GET', path, undefined, { keep: false }),
    send: (method, path, body, madeFrom) => call(method, path, body, { keep: false, ...(madeFrom !== undefined && { madeFrom }) }),
    sendAndKeepCookies: (method, path, body) => call(method, path, body, { keep: true }),
  };
}

function headersFor(event: Pick<RequestEvent, 'request'>, hasBody: boolean, madeFrom: number | undefined): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (hasBody) headers.set('content-type', 'application/json');
  if (madeFrom !== undefined) headers.set('if-match', `"${madeFrom}"`);
  for (const name of ['cookie', 'x-forwarded-for', 'accept-language', 'user-agent']) {
    const value = event.request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // No Origin: Kit has refused foreign forms already, and to the api this is a program on its own loopback name.
  return headers;
}

async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  const body: unknown = text === '' ? undefined : parseJson(text);
  if (response.ok) return { ok: true, value: body as T };
  const parsed = problem.safeParse(body);
  const requestId = (parsed.success ? parsed.data.requestId : undefined) ?? response.headers.get('x-request-id') ?? undefined;
  return {
    ok: false,
    refusal: {
      status: response.status,
      code: parsed.success ? parsed.data.code : 'internal',
      title: parsed.success ? parsed.data.title : `The service answered ${response.status}`,
      ...(parsed.success && parsed.data.detail !== undefined && { detail: parsed.data.detail }),
      ...(parsed.success && parsed.data.field !== undefined && { field: parsed.data.field }),
      ...(requestId !== undefined && { requestId }),
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(error: unknown): Refusal {
  const late = error instanceof DOMException && error.name === 'TimeoutError';
  return {
    status: 0,
    code: late ? 'timeout' : 'unreachable',
    title: late ? 'The service took too long to answer' : 'The service cannot be reached',
  };
}

function keepCookies(cookies: RequestEvent['cookies'], headers: readonly string[]): void {
  for (const header of headers) {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const cut = pair.indexOf('=');
    if (cut < 1) continue;
    const named = new Map(
      attributes.map((each) => each.split('=', 2) as [string, string?]).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const maxAge = named.get('max-age');
    cookies.set(pair.slice(0, cut), pair.slice(cut + 1), {
      path: named.get('path') ?? '/',
      httpOnly: named.has('httponly'),
      secure: named.has('secure'),
      sameSite: named.get('samesite')?.toLowerCase() === 'strict' ? 'strict' : 'lax',
      encode: (value) => value,
      ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    });
  }
}
