import { grantListInput, type GrantView } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { GRANT_SELECT, toGrantView } from './to-grant-view.ts'

/** More than a person ever holds; keeps an answer small whatever has piled up behind it. */
const MOST_GRANTS = 500

/** What a person holds, newest first; with `all` also what ended. At most 500. */
export async function listGrants({
  ctx,
  input,
}: Call<z.input<typeof grantListInput>>): Promise<{ items: GrantView[] }> {
  const { userId, all } = parseInput(grantListInput, input)
  const { client } = ctx.db
  const user = await client.user.findUnique({ where: { id: userId }, select: { id: true } })
  if (!user) throw notFound('person')
  const now = ctx.now()
  const active = { endedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] }
  const rows = await client.capabilityGrant.findMany({
    where: { userId, ...(!all && active) },
    orderBy: [{ grantedAt: 'desc' }, { id: 'desc' }],
    take: MOST_GRANTS,
    select: GRANT_SELECT,
  })
  return { items: rows.map((row) => toGrantView(row, now)) }
}
