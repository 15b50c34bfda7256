import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { FASTIFY_ROUTE_SCHEMA_METADATA } from '@nestjs/platform-fastify/constants.js';
import { granteesOf, type Grantee } from '@flywheel/http/permissions';
import { isEdge } from './edge.ts';
import { permitKey, type PermitMark } from './permit.ts';

/** One route of the program, as its decorators say. */
export type Route = {
  readonly method: string;
  /** With parameters as `:name`. */
  readonly path: string;
  readonly controller: string;
  readonly handler: object;
  readonly edge: boolean;
  readonly mark: PermitMark | undefined;
  readonly grantees: readonly Grantee[] | undefined;
  /** The JSON schema its body is checked by before the controller, on the edge. */
  readonly body: object | undefined;
};

/** Every route of these controllers. */
export function listRoutes(controllers: readonly Type[]): Route[] {
  return controllers.flatMap((controller) => {
    const prefixes = texts(Reflect.getMetadata('path', controller));
    return handlersOf(controller).flatMap((handler) =>
      prefixes.flatMap((prefix) =>
        texts(Reflect.getMetadata('path', handler)).map((path) => describe(controller, handler, join(prefix, path))),
      ),
    );
  });
}

/** Stops the boot when a route names no right, or one that the permissions table does not have. */
export function assertEveryRouteHasARow(routes: readonly Route[]): void {
  const without = routes.filter((route) => !route.grantees);
  if (without.length === 0) return;
  const list = without.map(
    (route) =>
      `${route.method} ${route.path} (${route.controller}) ` +
      (route.mark ? `${route.mark.resource}.${route.mark.action}` : 'without @Permit'),
  );
  throw new Error(`every route needs a row in the permissions table: ${list.join('; ')}`);
}

function describe(controller: Type, handler: object, path: string): Route {
  const mark = Reflect.getMetadata(permitKey, handler) as PermitMark | undefined;
  return {
    method: RequestMethod[Reflect.getMetadata('method', handler) as RequestMethod] ?? 'ALL',
    path,
    controller: controller.name,
    handler,
    edge: isEdge(controller),
    mark,
    grantees: mark && granteesOf(mark.resource, mark.action),
    body: (Reflect.getMetadata(FASTIFY_ROUTE_SCHEMA_METADATA, handler) as { body?: object } | undefined)?.body,
  };
}

function handlersOf(controller: Type): object[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype)
    .map((name) => prototype[name])
    .filter((value): value is object => typeof value === 'function' && Reflect.hasMetadata('method', value));
}

function texts(path: unknown): string[] {
  return Array.isArray(path) ? path.map(String) : [String(path ?? '')];
}

function join(...parts: string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}
