import swagger, { type SwaggerTransform } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { apiVersion, schemas } from './schemas.ts';

/** Makes the routes that come after it part of the OpenAPI document; the schemas keep their names there. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  for (const schema of schemas) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Octavo', version: String(apiVersion), description: 'The recorded runs of a project.' },
      components: {
        securitySchemes: {
          header: { type: 'apiKey', in: 'header', name: 'X-Octavo-Token' },
          bearer: { type: 'http', scheme: 'bearer' },
          query: { type: 'apiKey', in: 'query', name: 'token' },
        },
      },
      security: [{ header: [] }, { bearer: [] }, { query: [] }],
    },
    transform: nameTheRest,
    refResolver: { buildLocalReference: (json, _base, _fragment, index) => String(json.$id ?? `schema-${index}`) },
  });
}

/** The OpenAPI document of a server that is ready, as the text of docs/openapi.json. */
export function openApiText(app: FastifyInstance): string {
  return `${JSON.stringify(app.swagger(), undefined, 2)}\n`;
}

/** The rest of an address, `*` for Fastify, has a name in OpenAPI. */
const nameTheRest: SwaggerTransform = ({ schema, url }) => {
  const { params } = schema as { params?: { properties: Record<string, unknown>; required: string[] } };
  if (!url.endsWith('/*') || !params) return { schema, url };
  const { '*': rest, ...properties } = params.properties;
  const required = params.required.map((name) => (name === '*' ? 'name' : name));
  const named = { ...params, properties: { ...properties, name: rest }, required };
  return { schema: { ...schema, params: named } as typeof schema, url: url.replace(/\*$/, ':name') };
};
