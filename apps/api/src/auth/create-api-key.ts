import { hashToken, newToken } from '@rollcall/db'
import { DirectoryError, parseInput, type Call } from '@rollcall/directory'
import { createApiKeyInput, mayManageRole, type createdApiKeyView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Caller } from './caller.ts'
import { API_KEY_SELECT, toApiKeyView } from './to-api-key-view.ts'

const DAY = 86_400_000
/** Enough to tell keys apart, far too little to guess the rest. */
const PREFIX_LENGTH = 9

/**
 * A new key that acts with the given role for as long as its maker is active. The answer is the only time the key
 * is shown. Throws `forbidden` for a role above the caller's own.
 */
export async function createApiKey(
  call: Call<z.input<typeof createApiKeyInput>> & { caller: Caller },
): Promise<z.infer<typeof createdApiKeyView>> {
  const { ctx, caller } = call
  const input = parseInput(createApiKeyInput, call.input)
  if (!mayManageRole(caller.role, input.role)) {
    throw new DirectoryError('forbidden', 'A key cannot hold a role above your own.')
  }
  const key = newToken('rk')
  const now = ctx.now()
  return ctx.db.change(async (tx, emit) => {
    const row = await tx.apiKey.create({
      data: {
        id: ctx.newId(),
        name: input.name,
        role: input.role,
        prefix: key.reveal().slice(0, PREFIX_LENGTH),
        tokenHash: hashToken(key),
        userId: caller.userId,
        createdBy: caller.via.kind === 'session' ? caller.actor.name : `API key ${caller.actor.name}`,
        createdAt: now,
        expiresAt: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * DAY),
      },
      select: API_KEY_SELECT,
    })
    emit({
      type: 'key.created',
      actor: ctx.actor,
      data: { key: row.name, role: row.role },
    })
    return { ...toApiKeyView(row), key: key.reveal() }
  })
}
