import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Principal, Role } from '@flywheel/http/roles';
import type { FastifyRequest } from 'fastify';

/** What the gate leaves on a request. */
export type GuardedRequest = FastifyRequest & { principal?: Principal };

const nobody: Principal = { kind: 'public' };

/** Controller parameter: who asks. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  return context.switchToHttp().getRequest<GuardedRequest>().principal ?? nobody;
});

/** The accounts a person holds a role for; undefined for the operator's own roles and API keys, who see all. */
export function accountsOf(principal: Principal): readonly string[] | undefined {
  if (principal.kind === 'key') return undefined;
  if (principal.kind === 'public') return [];
  const operator = principal.roles.some((held) => held.account === undefined && held.creator === undefined);
  return operator ? undefined : principal.roles.flatMap((held) => held.account ?? []);
}

/** Who a change is recorded under: `usr_…`, `key_…` or `public`. */
export function actorOf(principal: Principal): string {
  return principal.kind === 'person' ? principal.person : principal.kind === 'key' ? principal.key : 'public';
}

/** Whether a person holds a role, for whatever object. */
export function holds(principal: Principal, role: Role): boolean {
  return principal.kind === 'person' && principal.roles.some((held) => held.role === role);
}
