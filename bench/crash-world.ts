import type { Database } from '@rollcall/db'
import { setMappings } from '@rollcall/directory'
import { openSyncWorld, tickingClock, type SyncWorld } from '@rollcall/directory/testing'
import type { RunView } from '@rollcall/vocabulary'
import { GROUPS, type RandomDirectory } from './random-directory.ts'

/** A connection to one showing of a random directory; `tag` is what tells its names from those of others. */
export interface CrashWorld {
  readonly world: SyncWorld
  readonly tag: string
  show(directory: RandomDirectory): void
}

/** With everyone synced once, as the directory stands. Pages are small and written one by one. */
export async function openCrashWorld(
  db: Database,
  tag: string,
  directory: RandomDirectory,
): Promise<CrashWorld> {
  const world = await openSyncWorld(db, {
    pageSize: 4,
    settings: {
      includeNested: true,
      leaverPolicy: 'deactivate',
      guard: { maxPeople: 100, maxPercent: 100 },
    },
    context: { now: tickingClock() },
  })
  const show = (now: RandomDirectory) => now.show(world.source.directory, tag)
  show(directory)
  const mappings = GROUPS.slice(0, 2).map((group) => ({ groupId: tag + group, mode: 'create' as const }))
  await setMappings({ ctx: world.ctx, input: { id: world.connection, mappings } })
  const run = await world.sync()
  if (run.status !== 'succeeded') throw new Error(`The first sync of ${tag} ended as ${run.status}.`)
  return { world, tag, show }
}

/** How a run ended and what everyone is now, in words that two worlds share: no ids, no times. */
export async function describeOutcome({ world, tag }: CrashWorld, run: RunView): Promise<string> {
  const rows = await world.ctx.db.client.entraIdentity.findMany({
    where: { connectionId: world.connection },
    select: {
      objectId: true,
      leftAt: true,
      conflict: { select: { status: true } },
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          jobTitle: true,
          status: true,
          leftAt: true,
          memberships: { select: { realm: { select: { slug: true } } } },
        },
      },
    },
  })
  const people = rows.map(({ objectId, leftAt, conflict, user }) => ({
    id: objectId,
    gone: leftAt !== null,
    conflict: conflict?.status ?? null,
    user: user && {
      name: user.name,
      email: user.email,
      jobTitle: user.jobTitle,
      status: user.status,
      left: user.leftAt !== null,
      realms: user.memberships.map(({ realm }) => realm.slug).toSorted(),
    },
  }))
  const users = new Set(rows.flatMap(({ user }) => user?.id ?? []))
  const { status, counts, changeCount, appliedCount, mode } = run
  const outcome = {
    run: { status, mode, counts, changeCount, appliedCount },
    users: users.size,
    people: people.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }
  return JSON.stringify(outcome).replaceAll(tag, '')
}
