import { apiKeyId, apiKeyView, createApiKeyInput, createdApiKeyView, pageOf } from '@rollcall/vocabulary'
import * as z from 'zod'
import { createApiKey } from '../auth/create-api-key.ts'
import { listApiKeys } from '../auth/list-api-keys.ts'
import { revokeApiKey } from '../auth/revoke-api-key.ts'
import * as example from './examples/keys.ts'
import { pageOf as examplePage } from './examples/page-of.ts'
import { route, type RestRoute } from './route.ts'

const tag = 'API keys'

export const keyRoutes: readonly RestRoute[] = [
  route({
    method: 'GET',
    path: '/api/keys',
    access: 'keys.read',
    tag,
    summary: 'List API keys',
    description: 'All of them, on one page. The keys themselves are not stored.',
    response: pageOf(apiKeyView),
    examples: { response: examplePage(example.apiKey) },
    run: async ({ ctx }) => {
      const items = await listApiKeys({ ctx, input: {} })
      return { items, total: items.length, nextCursor: null }
    },
  }),
  route({
    method: 'POST',
    path: '/api/keys',
    access: 'keys.edit',
    tag,
    summary: 'Create an API key',
    description:
      'The answer is the only time the key is shown. It acts with its role for as long as its maker is active.',
    body: createApiKeyInput,
    status: 201,
    response: createdApiKeyView,
    examples: { body: example.newApiKey, response: example.createdApiKey },
    run: ({ ctx, caller, body }) => createApiKey({ ctx, caller, input: body }),
  }),
  route({
    method: 'DELETE',
    path: '/api/keys/{id}',
    access: 'keys.edit',
    tag,
    summary: 'Delete an API key',
    description: 'It stops working at once.',
    params: z.object({ id: apiKeyId }),
    status: 204,
    failures: ['conflict'],
    examples: {},
    run: ({ ctx, params }) => revokeApiKey({ ctx, input: params }),
  }),
]
