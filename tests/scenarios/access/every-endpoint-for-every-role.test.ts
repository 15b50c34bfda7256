import type { Grantee } from '@flywheel/http';
import { beforeAll, describe, expect, it } from 'vitest';
import { controllers } from '../../../apps/api/src/areas.ts';
import { listRoutes, type Route } from '../../../apps/api/src/http/routes.ts';
import { useRunningApi } from '../../stack/running-api.ts';
import { createCallers, insertOwner, type Caller, type Owned } from './two-owners.ts';

const api = useRunningApi();
const routes = listRoutes(controllers);
let own: Owned;
let foreign: Owned;
let callers: Caller[];

type Cell = { route: Route; caller: Caller; whose: 'own' | 'foreign' | 'none' };

/** What the table says, worked out apart from the code that enforces it. */
function expected({ route, caller, whose }: Cell): 'open' | 401 | 403 | 404 | 'allowed' {
  const grantees: readonly Grantee[] = route.grantees ?? [];
  if (grantees.includes('public') || grantees.includes('token')) return 'open';
  if (caller.scope) return grantees.includes(`key:${caller.scope}`) ? 'allowed' : 403;
  if (!caller.role) return 401;
  // The edge knows keys and tokens only: a cookie is nobody there.
  if (route.edge) return 401;
  if (grantees.includes(caller.role)) return 'allowed';
  if (!grantees.includes(`own ${caller.role}`)) return 403;
  return whose === 'foreign' ? 404 : 'allowed';
}

function addressOf({ route, whose }: Cell): string {
  const owned = whose === 'foreign' ? foreign : own;
  const { object } = route.mark ?? {};
  return route.path
    .replace('/audiences/:id', `/audiences/${owned.audience}`)
    .replaceAll(/:(\w+)/g, (_, name: string) => (object?.parameter === name ? owned[object.kind] : 'x'));
}

function fault(cell: Cell, status: number, code: string | undefined): string | undefined {
  const want = expected(cell);
  const tell = (reason: string): string =>
    `${cell.caller.name} ${cell.route.method} ${addressOf(cell)} (${cell.whose}): ${status} ${code ?? ''}, ${reason}`;
  if (status >= 500) return tell('an answer must never break');
  if (want === 'open') return status === 403 ? tell('everyone may') : undefined;
  if (want !== 'allowed') return status === want ? undefined : tell(`must be ${want}`);
  if (status === 401 || status === 403) return tell('is allowed');
  return cell.whose === 'own' && cell.route.method === 'GET' && status === 404 ? tell('is there and allowed') : undefined;
}

async function ask(cell: Cell): Promise<string | undefined> {
  const { method } = cell.route;
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: '{}', headers: { 'content-type': 'application/json' } };
  const response = await fetch(api.url + addressOf(cell), {
    method,
    ...body,
    headers: { ...body.headers, ...cell.caller.headers },
    redirect: 'manual',
  });
  const text = await response.text();
  const problem = response.headers.get('content-type')?.includes('problem') ? (JSON.parse(text) as { code: string }) : undefined;
  return fault(cell, response.status, problem?.code);
}

describe('every endpoint for every role', () => {
  beforeAll(async () => {
    [own, foreign] = [await insertOwner(api.database, 'ours'), await insertOwner(api.database, 'theirs')];
    callers = await createCallers(api.database, api.url, own);
    // New keys are known to the edge within a second.
    await new Promise((resolve) => setTimeout(resolve, 1200));
  });

  it('answers as the permissions table says, for own and foreign objects', async () => {
    const cells = routes.flatMap((route): Cell[] => {
      const open = route.grantees?.some((each) => each === 'public' || each === 'token');
      // An open route asks nobody who they are; with a cookie, signing out would end the sessions of the other cells.
      const asking = open ? callers.filter((caller) => caller.name === 'nobody') : callers;
      const whose = route.mark?.object ? (['own', 'foreign'] as const) : (['none'] as const);
      return asking.flatMap((caller) => whose.map((each) => ({ route, caller, whose: each })));
    });
    const faults: string[] = [];
    for (const cell of cells) faults.push(...[await ask(cell)].filter((each) => each !== undefined));
    console.log(`${cells.length} cells: ${routes.length} endpoints, ${callers.length} callers, ${faults.length} surprises`);
    expect(faults).toEqual([]);
    expect(cells.length).toBeGreaterThan(100);
  });

  it('knows no route without a row', () => {
    expect(routes.filter((route) => !route.grantees).map((route) => route.path)).toEqual([]);
  });
});
