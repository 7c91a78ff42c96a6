import { apiKeyId, apiKeyView, createApiKeyInput, createdApiKeyView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { createApiKey } from '../auth/create-api-key.ts'
import { listApiKeys } from '../auth/list-api-keys.ts'
import { revokeApiKey } from '../auth/revoke-api-key.ts'
import { allow, callerOf, router } from './procedure.ts'

export const keysRouter = router({
  list: allow('keys.read')
    .output(z.array(apiKeyView))
    .query(({ ctx }) => listApiKeys({ ctx: ctx.verb, input: {} })),
  create: allow('keys.edit')
    .input(createApiKeyInput)
    .output(createdApiKeyView)
    .mutation(({ ctx, input }) => createApiKey({ ctx: ctx.verb, caller: callerOf(ctx), input })),
  revoke: allow('keys.edit')
    .input(z.object({ id: apiKeyId }))
    .output(z.object({ revoked: z.literal(true) }))
    .mutation(({ ctx, input }) => revokeApiKey({ ctx: ctx.verb, input })),
})
