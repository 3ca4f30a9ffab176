import { z } from 'zod';
import { mostItems } from './body.ts';
import { simpleRequest } from './simple.ts';

/** The description of the push endpoint for programs (OpenAPI 3.1), with the JSON Schema of our own form. */
export function openApi(publicUrl: string): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(simpleRequest, { io: 'input', unrepresentable: 'any' });
  const answer = {
    type: 'object',
    properties: {
      visit: { type: ['integer', 'null'] },
      items: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: ['string', 'null'] },
            result: { enum: ['created', 'updated', 'withdrawn', 'held', 'unchanged', 'stale', 'unknown', 'refused'] },
            reason: { type: 'string' },
          },
        },
      },
    },
  };
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const said = (description: string) => ({ description, content: problem });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Push',
      version: '1',
      description: `Send what you publish, at most ${mostItems} items at once. What is answered has been stored: a request that got no answer may be sent again.`,
    },
    servers: [{ url: publicUrl }],
    paths: {
      '/api/push/{channel}': {
        post: {
          security: [{ token: [] }],
          parameters: [
            { name: 'channel', in: 'path', required: true, schema: { type: 'integer' } },
            { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } },
          ],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Request' } },
              'application/ninjs+json': {
                schema: {
                  description: 'IPTC ninjs 1.x, 2.x or 3.x: one object, or an array',
                  type: ['object', 'array'],
                },
              },
              'application/xml': { schema: { description: 'NewsML-G2: a newsItem or a newsMessage', type: 'string' } },
            },
          },
          responses: {
            '200': {
              description: 'Everything is here; nothing was new',
              content: { 'application/json': { schema: answer } },
            },
            '201': { description: 'Stored, with new items', content: { 'application/json': { schema: answer } } },
            '400': said('The body or the Idempotency-Key cannot be read'),
            '401': said('No valid token'),
            '403': said('The token belongs to another channel'),
            '404': said('No such channel to push to'),
            '409': said('The channel is paused'),
            '413': said('Too many bytes or items'),
            '415': said('Not a content type that can be read'),
            '422': said('No item could be taken, or the Idempotency-Key was used with another body'),
            '429': said('Too many requests; Retry-After says how long to wait'),
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Request: schema,
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
          },
        },
      },
    },
  };
}
