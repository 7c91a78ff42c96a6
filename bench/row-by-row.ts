import type { Prisma } from '@rollcall/db'
import type { SourceUser } from '@rollcall/vocabulary'
import type { Trial } from './trial.ts'

/**
 * The pattern this product is written against: for each person one upsert of the user and one of the directory record,
 * `atOnce` people at a time.
 */
export async function upsertRowByRow(
  trial: Trial,
  people: readonly SourceUser[],
  atOnce: number,
): Promise<void> {
  const queue = people.values()
  const work = async () => {
    for (const person of queue) await upsertPerson(trial, person)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

async function upsertPerson({ ctx, connection }: Trial, person: SourceUser): Promise<void> {
  const { client } = ctx.db
  const userId = ctx.newId()
  const { objectId, ...read } = person
  const profile = {
    name: person.displayName ?? objectId,
    givenName: person.givenName,
    surname: person.surname,
    email: person.mail,
    jobTitle: person.jobTitle,
    department: person.department,
    employeeId: person.employeeId,
  }
  const mirrored = { ...read, contentHash: new Uint8Array(16) } satisfies Prisma.EntraIdentityUpdateInput
  await client.user.upsert({
    where: { id: userId },
    create: { id: userId, ...profile },
    update: profile,
    select: { id: true },
  })
  await client.entraIdentity.upsert({
    where: { connectionId_objectId: { connectionId: connection, objectId } },
    create: { id: ctx.newId(), connectionId: connection, objectId, userId, ...mirrored },
    update: mirrored,
    select: { id: true },
  })
}
