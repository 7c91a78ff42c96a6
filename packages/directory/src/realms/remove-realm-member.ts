import { planEveryoneNext } from '@rollcall/db'
import { realmId, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { refuseAssignment } from './refuse-assignment.ts'

const schema = z.object({ realmId, userId })

export interface RemovedMember {
  /** False when the person was not in the realm. */
  removed: boolean
  /** Why the person is in the realm all the same; null when they are not. */
  message: string | null
}

/**
 * Ends a membership by hand. What a mapped group gives stays, and is said; when that is all there is, it is a
 * `conflict`, because the next sync would bring it back.
 */
export async function removeRealmMember({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<RemovedMember> {
  const query = parseInput(schema, input)
  return ctx.db.change(async (tx, emit) => {
    const realm = await tx.realm.findUnique({ where: { id: query.realmId }, select: { name: true } })
    if (!realm) throw notFound('realm')
    const user = await tx.user.findUnique({
      where: { id: query.userId },
      select: {
        name: true,
        registeredAt: true,
        memberships: {
          where: { realmId: query.realmId, mappingId: { not: null } },
          select: { mapping: { select: { groupName: true, groupObjectId: true } } },
        },
      },
    })
    if (!user) throw notFound('person')
    refuseAssignment(ctx.role, [user])

    const where = { realmId: query.realmId, userId: query.userId, origin: 'hand' }
    const ended = await tx.realmMembership.deleteMany({ where })
    const groups = user.memberships.map(
      ({ mapping }) => mapping?.groupName ?? mapping?.groupObjectId ?? 'a group',
    )
    const message = groups.length === 0 ? null : explain(user.name, realm.name, groups)
    if (ended.count === 0 && message !== null) throw new DirectoryError('conflict', message)
    if (ended.count > 0) {
      await planEveryoneNext(tx, 'all')
      const data = { name: user.name, realm: realm.name }
      emit({
        type: 'realm.member_removed',
        actor: ctx.actor,
        realmId: query.realmId,
        userId: query.userId,
        data,
      })
    }
    return { removed: ended.count > 0, message }
  })
}

function explain(person: string, realm: string, groups: readonly string[]): string {
  const named = groups.join(', ')
  return `${person} is in ${realm} through the directory group ${named}. Take the person out of that group, or change its mapping.`
}
