import type { Prisma, Tx } from '@rollcall/db'
import type { PersonAtAddress } from './plan-invite.ts'

const SELECT = {
  id: true,
  name: true,
  status: true,
  registeredAt: true,
  invitations: {
    where: { acceptedAt: null },
    select: { id: true, sentAt: true },
    orderBy: { sentAt: 'desc' },
    take: 1,
  },
  identities: {
    select: { connection: { select: { displayName: true } } },
    orderBy: [{ leftAt: { sort: 'desc', nulls: 'first' } }, { id: 'asc' }],
    take: 1,
  },
} as const satisfies Prisma.UserSelect

/** An address that more people share than this is not one that anybody is invited by. */
const MOST_PEOPLE = 50

/** People who match, those who use their account first. */
export async function readPeopleAtAddress(
  tx: Tx,
  where: { emailKey: string } | { id: string },
): Promise<PersonAtAddress[]> {
  const rows = await tx.user.findMany({
    where,
    select: SELECT,
    orderBy: [{ registeredAt: { sort: 'desc', nulls: 'last' } }, { id: 'asc' }],
    take: MOST_PEOPLE,
  })
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    active: row.status === 'active',
    registered: row.registeredAt !== null,
    invitation: row.invitations[0] ?? null,
    connection: row.identities[0]?.connection.displayName ?? null,
  }))
}
