import { describeEachEngine } from '@rollcall/db/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openSyncWorld, sourceUser, type SyncWorld } from '../testing/index.ts'
import { deleteConnection } from './delete-connection.ts'

const OBJECTS = ['p1', 'p2', 'p3', 'p4'] as const
const MAILS = ['a@contoso.example', 'b@contoso.example', null] as const

const person = fc.record({ present: fc.boolean(), mail: fc.constantFrom(...MAILS) })
const directory = fc.tuple(person, person, person, person)
/** What the directory holds at each connecting, and what becomes of the people when it is disconnected again. */
const rounds = fc.array(
  fc.record({
    readings: fc.array(directory, { minLength: 1, maxLength: 3 }),
    end: fc.constantFrom('keep' as const, 'disable' as const),
  }),
  { minLength: 2, maxLength: 3 },
)

describeEachEngine('connecting a directory again and again', (open) => {
  test('never makes two users of one directory account, nor one user of two', async () => {
    let tenants = 0
    await fc.assert(
      fc.asyncProperty(rounds, async (steps) => {
        tenants += 1
        const directoryId = `00000000-0000-4000-8000-${tenants.toString().padStart(12, '0')}`
        const known = new Map<string, string>()
        for (const { readings, end } of steps) {
          const world = await openSyncWorld(open(), { settings: { directoryId } })
          for (const reading of readings) {
            world.source.directory.users = reading.flatMap(({ present, mail }, index) =>
              present
                ? [
                    sourceUser(`${tenants}-${OBJECTS[index] ?? ''}`, {
                      mail: mail && `${tenants}${mail}`,
                      userPrincipalName: null,
                    }),
                  ]
                : [],
            )
            await settle(world)
            const links = await linksOf(world)
            expect(new Set(links.map((link) => link.userId)).size).toBe(links.length)
            for (const { objectId, userId } of links) {
              expect(known.get(objectId) ?? userId).toBe(userId)
              known.set(objectId, userId)
            }
          }
          await deleteConnection({ ctx: world.ctx, input: { id: world.connection, people: end } })
        }
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})

/** Syncs; a plan that the guard holds is released, because removals are not what is looked at here. */
async function settle(world: SyncWorld) {
  const run = await world.sync()
  if (run.status === 'awaiting_confirmation') await world.confirm(run)
}

async function linksOf(world: SyncWorld) {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection, userId: { not: null } },
    select: { objectId: true, userId: true },
  })
  return rows.map((row) => ({ objectId: row.objectId, userId: String(row.userId) }))
}
