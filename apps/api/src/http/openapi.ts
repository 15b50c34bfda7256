import type { Route } from './routes.ts';

const problemAnswer = {
  description: 'A refusal (RFC 9457): `code` is from a closed list, `field` names what is wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: { type: 'string' },
    field: { type: 'string' },
    requestId: { type: 'string' },
  },
};

/** OpenAPI 3.1 of these routes: their parameters, the schemas their bodies are checked by, and who may call them. */
export function describeApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Flywheel', version: '1' },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { key: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'fw_session' } },
    },
  };
}

function operation(route: Route): object {
  const grantees = route.grantees ?? [];
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]);
  const open = grantees.includes('public') || grantees.includes('token');
  const security = [
    ...(grantees.some((each) => each.startsWith('key:')) ? [{ key: [] }] : []),
    ...(grantees.some((each) => !each.startsWith('key:')) ? [{ session: [] }] : []),
  ];
  return {
    tags: [route.mark?.resource],
    summary: `${route.mark?.resource}: ${route.mark?.action}`,
    description: `For: ${grantees.join(', ')}`,
    security: open ? [] : security,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...(route.body && { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    responses: { '2XX': { description: 'Done' }, '4XX': problemAnswer, '5XX': problemAnswer },
  };
}
