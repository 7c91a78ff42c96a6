import { lockUser, type Tx } from '@rollcall/db'
import { grantInput, type GrantInput, type GrantView, role, userStatus } from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { endGrant } from './end-grant.ts'
import { toGrantState } from './grant-state.ts'
import { type Holder, refuseGrant } from './refuse-grant.ts'
import { GRANT_SELECT, toGrantView } from './to-grant-view.ts'

/**
 * Gives a capability to someone who has claimed. Throws `not_claimed` for anyone else, `already_exists` when they hold
 * it just so, and `conflict` when they hold it with another end or note.
 */
export async function grantCapability({ ctx, input }: Call<z.input<typeof grantInput>>): Promise<GrantView> {
  const wanted = parseInput(grantInput, input)
  const grantedAt = ctx.now()
  const expiresAt = toEnd(wanted, grantedAt)
  return ctx.db.change(async (tx, emit) => {
    const holder = await lockHolder(tx, wanted.userId)
    refuseGrant(holder, ctx)
    const { userId, capability, note } = wanted
    const held = await tx.capabilityGrant.findFirst({
      where: { userId, capability, endedAt: null },
      select: GRANT_SELECT,
    })
    if (held && toGrantState(held, grantedAt).state === 'active')
      throw alreadyHeld(holder.name, held, { note, expiresAt })
    if (held) await endGrant({ ctx, tx, emit, grant: held, name: holder.name })
    const id = ctx.newId()
    const row = await tx.capabilityGrant.create({
      data: { id, userId, capability, note, grantedBy: { ...ctx.actor }, grantedAt, expiresAt },
      select: GRANT_SELECT,
    })
    const data = {
      name: holder.name,
      capability,
      grantId: id,
      note,
      expiresAt: expiresAt?.toISOString() ?? null,
    }
    emit({ type: 'grant.given', actor: ctx.actor, userId, data })
    return toGrantView(row, grantedAt)
  })
}

function toEnd({ expiresAt }: GrantInput, now: Date): Date | null {
  if (expiresAt === null) return null
  const end = new Date(expiresAt)
  if (end > now) return end
  const message = 'The end is in the past. Choose a later one, or none.'
  throw new DirectoryError('invalid_input', message, [{ path: 'expiresAt', message }])
}

/** The person, kept from being disabled or deleted until the transaction ends. */
async function lockHolder(tx: Tx, id: string): Promise<Holder> {
  if (!(await lockUser(tx, id))) throw notFound('person')
  const row = await tx.user.findUniqueOrThrow({
    where: { id },
    select: { name: true, role: true, status: true, registeredAt: true },
  })
  return {
    id,
    name: row.name,
    role: role.parse(row.role),
    status: userStatus.parse(row.status),
    registered: row.registeredAt !== null,
  }
}

interface Terms {
  readonly note: string | null
  readonly expiresAt: Date | null
}

function alreadyHeld(name: string, held: Terms & { capability: string }, wanted: Terms): DirectoryError {
  const holds = `${name} holds ${held.capability} already`
  const same = held.note === wanted.note && held.expiresAt?.getTime() === wanted.expiresAt?.getTime()
  if (same) return new DirectoryError('already_exists', `${holds}.`)
  const until = held.expiresAt === null ? 'without an end' : `until ${held.expiresAt.toISOString()}`
  return new DirectoryError(
    'conflict',
    `${holds}, ${until}. To change its end or note, revoke it and grant it again.`,
  )
}
