import type { Call } from '@rollcall/directory'
import type { ApiKeyView } from '@rollcall/vocabulary'
import { API_KEY_SELECT, toApiKeyView } from './to-api-key-view.ts'

/** Every API key, newest first. The keys themselves are not stored and cannot be shown again. */
export async function listApiKeys({ ctx }: Call<object>): Promise<ApiKeyView[]> {
  const rows = await ctx.db.client.apiKey.findMany({ orderBy: { id: 'desc' }, select: API_KEY_SELECT })
  return rows.map(toApiKeyView)
}
