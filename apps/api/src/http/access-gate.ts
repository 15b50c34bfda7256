import type { CheckApiKey, ReadSession } from '@flywheel/access';
import type { Database } from '@flywheel/database';
import { findOwner } from '@flywheel/database/access';
import { judge, type Verdict } from '@flywheel/http/permissions';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import type { SessionView } from '@flywheel/http/session';
import type { FastifyInstance } from 'fastify';
import { readCookie, sessionCookieName } from './cookies.ts';
import { isCrossSite } from './cross-site.ts';
import type { GuardedRequest } from './principal.ts';
import type { Route } from './routes.ts';

type Rule = Pick<Route, 'edge' | 'mark'> & { readonly grantees: NonNullable<Route['grantees']>; readonly open: boolean };

/** What the gate asks. */
export type GateKeepers = {
  readonly database: Database;
  readonly keys: CheckApiKey;
  readonly sessions: ReadSession;
  readonly origin: string | undefined;
};

/**
 * Lets a request through when the permissions table gives its principal the route's right, on the object it names. It stands before
 * the body is read: who may not ask is not parsed. On the edge it is synchronous and asks no database. Closed for routes it does not know.
 */
export class AccessGate {
  private readonly rules = new Map<string, Rule>();
  private readonly keepers: GateKeepers;

  constructor(routes: readonly Route[], keepers: GateKeepers) {
    this.keepers = keepers;
    for (const { method, path, edge, mark, grantees = [] } of routes) {
      const open = grantees.includes('public') || grantees.includes('token');
      this.rules.set(`${method} ${path}`, { edge, mark, grantees, open });
    }
  }

  /** Puts the gate in front of every route of `server`. */
  guard(server: FastifyInstance): void {
    server.addHook('onRequest', (request, _reply, done) => {
      try {
        const later = this.check(request);
        if (later) later.then(() => done(), done);
        else done();
      } catch (error) {
        done(error as Error);
      }
    });
  }

  private check(request: GuardedRequest): void | Promise<void> {
    if (request.is404) return;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const rule = this.rules.get(`${method} ${request.routeOptions.url}`);
    if (!rule) throw new AppProblem('not-allowed');
    const { authorization } = request.headers;
    if (authorization === undefined) return rule.edge ? this.asNobody(rule) : this.byCookie(rule, request);
    if (rule.open) return;
    request.principal = this.byKey(authorization);
    pass(judge(request.principal, rule.grantees));
  }

  private asNobody(rule: Rule): void {
    if (!rule.open) throw new AppProblem('sign-in-needed');
  }

  private byCookie(rule: Rule, request: GuardedRequest): void | Promise<void> {
    const { origin } = this.keepers;
    if (isCrossSite(request.method, request.headers, origin)) throw new AppProblem('foreign-origin');
    if (rule.open) return;
    const token = readCookie(request.headers.cookie, sessionCookieName(origin?.startsWith('https:') ?? false));
    if (token === undefined) throw new AppProblem('sign-in-needed');
    return this.bySession(token, rule, request);
  }

  private async bySession(token: string, rule: Rule, request: GuardedRequest): Promise<void> {
    const { database, sessions } = this.keepers;
    const found = await sessions.run({ token, now: database.clock.now() });
    if (found.outcome !== 'live') throw new AppProblem('sign-in-needed');
    const principal = toPrincipal(found.session);
    request.principal = principal;
    pass(judge(principal, rule.grantees));
    const object = rule.mark?.object;
    if (!object) return;
    const named = (request.params as Record<string, string>)[object.parameter] ?? '';
    pass(judge(principal, rule.grantees, await findOwner(database.read, object.kind, named)));
  }

  private byKey(authorization: string): Principal {
    const { keys, database } = this.keepers;
    const [scheme, secret] = authorization.split(' ');
    const principal = scheme?.toLowerCase() === 'bearer' && secret ? keys.run(secret, database.clock.now()) : undefined;
    if (!principal) throw new AppProblem('unknown-key');
    return principal;
  }
}

function pass(verdict: Verdict): void {
  switch (verdict) {
    case 'allowed':
      return;
    case 'sign-in':
      throw new AppProblem('sign-in-needed');
    case 'forbidden':
      throw new AppProblem('not-allowed');
    case 'hidden':
      throw new AppProblem('not-found');
  }
}

function toPrincipal(session: SessionView): Principal {
  const roles = session.roles.map((held) => ({
    role: held.role,
    ...(held.account && { account: held.account.id }),
    ...(held.creator && { creator: held.creator.id }),
  }));
  return { kind: 'person', person: session.person.id, displayName: session.person.name, roles };
}
