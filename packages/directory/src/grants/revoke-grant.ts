import { grantId, type GrantView, role } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { endGrant } from './end-grant.ts'
import { refuseHolder } from './refuse-grant.ts'
import { GRANT_SELECT, toGrantView } from './to-grant-view.ts'

const schema = z.object({ id: grantId })

/** Takes a capability back. What has ended already, for whatever reason, stays as it ended. */
export async function revokeGrant({ ctx, input }: Call<{ id: string }>): Promise<GrantView> {
  const { id } = parseInput(schema, input)
  return ctx.db.change(async (tx, emit) => {
    const select = { ...GRANT_SELECT, user: { select: { name: true, role: true } } } as const
    const grant = await tx.capabilityGrant.findUnique({ where: { id }, select })
    if (!grant) throw notFound('grant')
    refuseHolder({ role: role.parse(grant.user.role) }, ctx.role)
    await endGrant({ ctx, tx, emit, grant, name: grant.user.name })
    const ended = await tx.capabilityGrant.findUniqueOrThrow({ where: { id }, select: GRANT_SELECT })
    return toGrantView(ended, ctx.now())
  })
}
