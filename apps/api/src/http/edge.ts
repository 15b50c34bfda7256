import 'reflect-metadata';
import { RouteSchema } from '@nestjs/platform-fastify';
import { z } from 'zod';

const edgeKey = 'flywheel:edge';

/** Marks a controller of the hot path: API keys or tokens, no cookie, no database at the gate, body checked by its route schema. */
export function Edge(): ClassDecorator {
  return (controller) => Reflect.defineMetadata(edgeKey, true, controller);
}

/** Whether a controller belongs to the edge; every other one belongs to the console. */
export function isEdge(controller: object): boolean {
  return Reflect.getMetadata(edgeKey, controller) === true;
}

/**
 * Compiles a zod schema into the route's own body check (ajv): `@EdgeBody(decisionRequest)`. With `answer`, the 200 answer is written by
 * a serializer compiled from that schema, which leaves out what the schema does not name. Refuses schemas with transforms.
 */
export function EdgeBody(schema: z.ZodType, answer?: z.ZodType): MethodDecorator {
  return RouteSchema({ body: edgeSchema(schema), ...(answer && { response: { 200: edgeSchema(answer) } }) });
}

/** The draft-7 JSON schema of what a zod schema takes. */
export function edgeSchema(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', override: joinNull });
  return rest;
}

/** `string or null` as one list of types: a serializer compiled from two alternatives would try both. */
function joinNull({ jsonSchema }: { jsonSchema: { anyOf?: unknown[]; type?: unknown } }): void {
  const [value, nothing, ...more] = (jsonSchema.anyOf ?? []) as { type?: unknown }[];
  const plain = typeof value?.type === 'string' && Object.keys(value).length === 1;
  if (!plain || nothing?.type !== 'null' || more.length > 0) return;
  delete jsonSchema.anyOf;
  jsonSchema.type = [value.type, 'null'];
}
