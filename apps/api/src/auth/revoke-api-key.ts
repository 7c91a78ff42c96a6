import { DirectoryError, parseInput, type Call } from '@rollcall/directory'
import { apiKeyId } from '@rollcall/vocabulary'
import * as z from 'zod'
import { ENVIRONMENT } from './owner-api-key.ts'

const revokeInput = z.object({ id: apiKeyId })

/** The key stops working at once. Throws `conflict` for the key that OWNER_API_KEY would bring back at the next start. */
export async function revokeApiKey(call: Call<z.input<typeof revokeInput>>): Promise<{ revoked: true }> {
  const { ctx } = call
  const { id } = parseInput(revokeInput, call.input)
  return ctx.db.change(async (tx, emit) => {
    const key = await tx.apiKey.findUnique({
      where: { id },
      select: { name: true, userId: true, createdBy: true },
    })
    if (!key) throw new DirectoryError('not_found', 'There is no such API key. It may have been deleted.')
    if (key.userId === null && key.createdBy === ENVIRONMENT) {
      throw new DirectoryError(
        'conflict',
        'This key comes from the variable OWNER_API_KEY. Change or remove the variable and restart the server to retire it.',
      )
    }
    await tx.apiKey.deleteMany({ where: { id } })
    emit({ type: 'key.revoked', actor: ctx.actor, data: { key: key.name } })
    return { revoked: true }
  })
}
