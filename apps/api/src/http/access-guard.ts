import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { CheckApiKey, ReadSession } from '@flywheel/access';
import { Database } from '@flywheel/database';
import { findOwner } from '@flywheel/database/access';
import { granteesOf, judge, type Grantee, type Verdict } from '@flywheel/http/permissions';
import { AppProblem } from '@flywheel/http/problems';
import type { Principal } from '@flywheel/http/roles';
import type { SessionView } from '@flywheel/http/session';
import { readCookie, sessionCookieName } from './cookies.ts';
import { isCrossSite } from './cross-site.ts';
import { isEdge } from './edge.ts';
import { permitKey, type PermitMark } from './permit.ts';
import type { GuardedRequest } from './principal.ts';

type Rule = { readonly mark: PermitMark; readonly grantees: readonly Grantee[]; readonly open: boolean; readonly edge: boolean };

/** Lets a request through when the permissions table gives its principal the route's right, on the object it names. Synchronous on the edge. */
export class AccessGuard implements CanActivate {
  private readonly rules = new Map<object, Rule>();
  private readonly database: Database;
  private readonly keys: CheckApiKey;
  private readonly sessions: ReadSession;
  private readonly origin: string | undefined;

  constructor(database: Database, keys: CheckApiKey, sessions: ReadSession, origin: string | undefined) {
    this.database = database;
    this.keys = keys;
    this.sessions = sessions;
    this.origin = origin;
  }

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const rule = this.ruleOf(context);
    const request = context.switchToHttp().getRequest<GuardedRequest>();
    const { authorization } = request.headers;
    if (rule.edge && rule.open) return true;
    if (authorization === undefined) return rule.edge ? refuse('sign-in') : this.byCookie(rule, request);
    if (rule.open) return true;
    const principal = this.byKey(authorization);
    request.principal = principal;
    return pass(judge(principal, rule.grantees)) || refuse('forbidden');
  }

  private async byCookie(rule: Rule, request: GuardedRequest): Promise<boolean> {
    if (isCrossSite(request.method, request.headers, this.origin)) throw new AppProblem('foreign-origin');
    const token = readCookie(request.headers.cookie, sessionCookieName(this.origin?.startsWith('https:') ?? false));
    if (rule.open) return true;
    const found = token === undefined ? undefined : await this.sessions.run({ token, now: this.database.clock.now() });
    if (found?.outcome !== 'live') return refuse('sign-in');
    const principal = toPrincipal(found.session);
    request.principal = principal;
    const { object } = rule.mark;
    const verdict = judge(principal, rule.grantees);
    if (verdict !== 'allowed' || !object) return pass(verdict);
    const named = (request.params as Record<string, string>)[object.parameter] ?? '';
    return pass(judge(principal, rule.grantees, await findOwner(this.database.read, object.kind, named)));
  }

  private byKey(authorization: string): Principal {
    const [scheme, secret] = authorization.split(' ');
    const principal = scheme?.toLowerCase() === 'bearer' && secret ? this.keys.run(secret, this.database.clock.now()) : undefined;
    if (!principal) throw new AppProblem('unknown-key');
    return principal;
  }

  private ruleOf(context: ExecutionContext): Rule {
    const handler = context.getHandler();
    const known = this.rules.get(handler);
    if (known) return known;
    const mark = Reflect.getMetadata(permitKey, handler) as PermitMark | undefined;
    const grantees = (mark && granteesOf(mark.resource, mark.action)) ?? [];
    const open = grantees.includes('public') || grantees.includes('token');
    const rule = { mark: mark ?? { resource: '', action: '', object: undefined }, grantees, open, edge: isEdge(context.getClass()) };
    this.rules.set(handler, rule);
    return rule;
  }
}

function pass(verdict: Verdict): boolean {
  return verdict === 'allowed' || refuse(verdict);
}

function refuse(verdict: Exclude<Verdict, 'allowed'>): never {
  switch (verdict) {
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
