import { Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { z } from 'zod';
import { Routes, type RouteFacts } from '../../access/index.js';
import { Settings } from '../../config/index.js';
import { DESCRIPTION, type Description } from './describe.js';

type Schema = Record<string, unknown>;

/** Nest keeps what a handler's parameters are under this name; 3 is the body, 4 the query. */
const ROUTE_ARGUMENTS = '__routeArguments__';
const BODY = '3';
const QUERY = '4';

/** Builds the OpenAPI 3.1 document from the running routes and the very schemas that read their input. */
@Injectable()
export class ApiDocument {
  constructor(
    private readonly routes: Routes,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
    private readonly settings: Settings,
  ) {}

  /** Returns the document. */
  build(): Schema {
    const paths: Record<string, Schema> = {};
    for (const route of this.routes.all().filter(({ path }) => path.startsWith('/api/v1/:network'))) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: this.#operation(route) };
    }
    return {
      openapi: '3.1.0',
      info: { title: 'Folkmoot', version: '1', description: INTRODUCTION },
      servers: [{ url: this.settings.baseUrl }],
      security: [{ token: [] }],
      paths,
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: PROBLEM },
      },
    };
  }

  #operation(route: RouteFacts): Schema {
    const { prototype, name } = this.#handlerOf(route.handler);
    const handler = (prototype as Record<string, object>)[name] as never;
    const description = this.reflector.get<Description | undefined>(DESCRIPTION, handler);
    const body = this.#schemaOf(prototype, name, BODY);
    const permission = route.entry.who === 'can' ? ` Needs the permission ${route.entry.permission}.` : '';
    return {
      operationId: route.handler,
      tags: [route.path.split('/')[4] ?? 'network'],
      summary: description?.summary ?? route.handler,
      description: `${description ? `${description.summary}.` : ''}${permission}`.trim(),
      parameters: [
        ...pathParameters(route.path),
        ...queryParameters(this.#schemaOf(prototype, name, QUERY)),
        ...headerParameters(route.method),
      ],
      ...(body
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: jsonSchema(body, 'input') } },
            },
          }
        : {}),
      responses: answers(description),
    };
  }

  #handlerOf(label: string): { prototype: object; name: string } {
    const [controller, name] = label.split('.');
    const found = this.discovery.getControllers().find(({ metatype }) => metatype?.name === controller);
    return { prototype: Object.getPrototypeOf(found!.instance) as object, name };
  }

  #schemaOf(prototype: object, name: string, kind: string): z.ZodType | undefined {
    const facts = (Reflect.getMetadata(ROUTE_ARGUMENTS, prototype.constructor, name) ?? {}) as Record<
      string,
      { schema?: z.ZodType }
    >;
    return Object.entries(facts).find(([key, { schema }]) => key.startsWith(`${kind}:`) && schema)?.[1]
      .schema;
  }
}

const INTRODUCTION =
  'Every address names its network. Send the token from “Your tokens” as a bearer token. Unsafe requests may carry an ' +
  'Idempotency-Key: a repeat with the same key gets the same answer and acts once. Lists give an address as “next” while there is more.';

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457 problem details; `problems` names each field and says what to do.',
  required: ['title', 'status'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    reference: { type: 'string' },
    problems: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema;
  delete made.$schema;
  return made;
}

function pathParameters(path: string): Schema[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(schema: z.ZodType | undefined): Schema[] {
  if (!schema) return [];
  const made = jsonSchema(schema, 'input') as { properties?: Record<string, Schema>; required?: string[] };
  return Object.entries(made.properties ?? {}).map(([name, one]) => ({
    name,
    in: 'query',
    required: made.required?.includes(name) ?? false,
    schema: one,
  }));
}

function headerParameters(method: string): Schema[] {
  return method === 'GET'
    ? []
    : [
        {
          name: 'Idempotency-Key',
          in: 'header',
          required: false,
          schema: { type: 'string', maxLength: 200 },
        },
      ];
}

function answers(description: Description | undefined): Schema {
  const one = description?.answer ? jsonSchema(description.answer, 'output') : {};
  const list = {
    type: 'object',
    required: ['items'],
    properties: { items: { type: 'array', items: one }, next: { type: ['string', 'null'] } },
  };
  const problem = (words: string) => ({
    description: words,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
  return {
    [String(description?.status ?? 200)]: {
      description: 'Done.',
      content: { 'application/json': { schema: description?.list ? list : one } },
    },
    '401': problem('No token, or one that has ended.'),
    '403': problem('The roles of the token’s owner do not allow this.'),
    '404': problem('Not there, or not yours.'),
    '422': problem('Some fields need another look.'),
    '429': problem('Too many requests; see Retry-After.'),
  };
}
