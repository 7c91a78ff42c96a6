import { describeEachEngine } from '@rollcall/db/testing'
import type { SourceUser } from '@rollcall/vocabulary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setMappings } from '../../connections/set-mappings.ts'
import { openSyncWorld, sourceGroup, sourceUser, type SyncWorld } from '../../testing/index.ts'
import { startUndo } from './start-undo.ts'

const PEOPLE = 6
const LEAVERS = ['keep', 'deactivate'] as const

/** What the directory says of one person at one moment; null while it does not have them. */
const moment = fc.option(
  fc.record({
    displayName: fc.constantFrom('Ada', 'Grace', 'Zoë'),
    department: fc.constantFrom(null, 'Sales', 'Archive'),
    mail: fc.constantFrom('shared@contoso.example', 'one@contoso.example', null),
    accountEnabled: fc.boolean(),
    groups: fc.subarray(['a', 'b']),
  }),
  { nil: null, freq: 3 },
)
type Moment = ReturnType<typeof moment.generate>['value']

const stories = fc.record({
  leavers: fc.constantFrom(...LEAVERS),
  days: fc.array(fc.array(moment, { minLength: PEOPLE, maxLength: PEOPLE }), { minLength: 1, maxLength: 3 }),
})

/** Every person who was here before, in everything a sync may write; and every realm. */
async function everyone(world: SyncWorld) {
  const { client } = world.ctx.db
  const users = await client.user.findMany({
    where: { name: { not: 'Test' } },
    orderBy: { id: 'asc' },
    include: {
      memberships: { orderBy: [{ realmId: 'asc' }, { origin: 'asc' }] },
      identities: { select: { id: true } },
    },
  })
  const people = users.map((user) => ({
    id: user.id,
    profile: [user.name, user.givenName, user.surname, user.email, user.jobTitle, user.department],
    access: [user.role, user.status, user.disabledBy, user.leftAt !== null],
    links: user.identities.map((one) => one.id),
    realms: user.memberships.map((one) => [one.realmId, one.origin]),
  }))
  const realms = await client.realm.findMany({ orderBy: { id: 'asc' }, select: { id: true, name: true } })
  return { people, realms }
}

function tell(world: SyncWorld, tag: string, day: readonly Moment[]): void {
  const here = day.flatMap((one, n): { user: SourceUser; groups: string[] }[] => {
    if (!one) return []
    const { groups, ...said } = one
    return [{ user: sourceUser(`${tag}${n}`, { ...said, userPrincipalName: null }), groups }]
  })
  const membersOf = (group: string) =>
    here.filter((one) => one.groups.includes(group)).map((one) => one.user.objectId)
  world.source.directory.users = here.map((one) => one.user)
  world.source.directory.members = { [`${tag}-a`]: membersOf('a'), [`${tag}-b`]: membersOf('b') }
}

let worlds = 0

async function openStory(db: Parameters<typeof openSyncWorld>[0], leaverPolicy: string) {
  worlds += 1
  const tag = `story${worlds}p`
  const groups = ['a', 'b'].map((name) => sourceGroup(`${tag}-${name}`, { displayName: `${tag} ${name}` }))
  const world = await openSyncWorld(db, { groups, settings: { leaverPolicy } })
  const mappings = groups.map((group) => ({ groupId: group.objectId, mode: 'create' as const }))
  await setMappings({ ctx: world.ctx, input: { id: world.connection, mappings } })
  return { world, tag }
}

async function syncAll(world: SyncWorld) {
  const run = await world.sync()
  return run.status === 'awaiting_confirmation' ? world.confirm(run) : run
}

describeEachEngine('undo', (open) => {
  test('after any sync returns everyone and every realm to how they were, as long as nobody touched them', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async ({ leavers, days }) => {
        const { world, tag } = await openStory(open(), leavers)
        for (const day of days.slice(0, -1)) {
          tell(world, tag, day)
          await syncAll(world)
        }
        const before = await everyone(world)
        tell(world, tag, days.at(-1) ?? [])
        const run = await syncAll(world)
        if (run.changeCount === 0) return
        const { run: queued } = await startUndo({ ctx: world.ctx, input: { id: run.id } })
        const done = await world.confirm(await world.work(queued.id))
        expect(done).toMatchObject({ status: 'succeeded', counts: { conflicts: 0, errors: 0 } })
        expect(await everyone(world)).toEqual(before)
      }),
      { numRuns: 12, seed: 20_261_122 },
    )
  }, 120_000)
})
