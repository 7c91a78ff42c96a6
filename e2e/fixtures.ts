import { test as base, type Page } from '@playwright/test'
import type { Role } from '@rollcall/vocabulary'
import { STAFF, toStorageState } from './world/staff.ts'
import { World, type WorldOptions } from './world/world.ts'

interface WorkerFixtures {
  /** Where the database is: set by the project. */
  engine: WorldOptions['engine']
  /** What the world of this file begins with; a file that sets it gets a world of its own. */
  setting: Partial<Omit<WorldOptions, 'engine'>>
  world: World
}

interface TestFixtures {
  /** Who `page` is signed in as; null is nobody. */
  role: Role | null
  /** A page of another browser, signed in as someone of this role. */
  signInAs: (role: Role | null) => Promise<Page>
}

/** Small enough to be quick, large enough to hold everyone who is awkward. */
const PEOPLE = 60

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ['embedded', { option: true, scope: 'worker' }],
  setting: [{}, { option: true, scope: 'worker' }],
  world: [
    async ({ engine, setting }, use) => {
      const world = await World.open({ engine, start: 'staffed', tenants: [{ people: PEOPLE }], ...setting })
      await use(world)
      await world.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  role: ['owner', { option: true }],
  baseURL: ({ world }, use) => use(world.url),
  storageState: ({ world, role }, use) => use(role ? toStorageState(STAFF[role], world.url) : undefined),
  signInAs: async ({ world, browser, contextOptions, viewport }, use) => {
    const contexts: { close(): Promise<void> }[] = []
    await use(async (role) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        baseURL: world.url,
        // A context takes over the cookies of `page` unless it is given its own.
        storageState: role ? toStorageState(STAFF[role], world.url) : { cookies: [], origins: [] },
      })
      contexts.push(context)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

export { expect } from '@playwright/test'
