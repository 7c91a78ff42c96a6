import type { App } from './app-registration.ts'
import { makeApp } from './app-registration.ts'
import { DirectoryStore } from './directory/directory-store.ts'
import type { MemberList } from './directory/member-list.ts'
import type { EmulatorClock } from './emulator-clock.ts'
import type { GroupPlan } from './generate/groups.ts'
import { planGroups } from './generate/groups.ts'
import { generatePeople } from './generate/people.ts'
import type { PeopleSource } from './generate/people.ts'
import { VersionedCache } from './versioned-cache.ts'
import { ProvisioningJobs } from './provisioning/provisioning-jobs.ts'
import { guidOf, seedFromText } from './seeded-random.ts'
import type { Behaviour, GroupSpec, TenantSpec } from './tenant-spec.ts'
import { DEFAULT_BEHAVIOUR } from './tenant-spec.ts'
import { ThrottleMeter } from './throttle.ts'

export const DEFAULT_PEOPLE = 500

function planGiven(specs: readonly GroupSpec[]): GroupPlan[] {
  return specs.map(({ members, holds, ...record }) => ({
    record,
    ...(typeof members === 'number' ? { people: (index: number) => index < members } : {}),
    ...(typeof members === 'object' ? { principalNames: members } : {}),
    ...(holds === undefined ? {} : { holds }),
  }))
}

/** The items of a delta page as JSON, and the position to go on from. */
export type SerialisedPage = { text: string; next: number | undefined }

/** Serialised items of pages, users in order, nested memberships: all of it can be worked out again. */
export type DirectoryCaches = {
  pages: VersionedCache<string>
  deltaPages: VersionedCache<SerialisedPage>
  sortedUsers: VersionedCache<number[]>
  closures: VersionedCache<MemberList>
}

function makeCaches(): DirectoryCaches {
  return {
    pages: new VersionedCache(48 * 1024 * 1024, (text) => text.length),
    deltaPages: new VersionedCache(48 * 1024 * 1024, ({ text }) => text.length),
    sortedUsers: new VersionedCache(4_000_000, (list) => list.length),
    closures: new VersionedCache(4_000_000, ({ ordinals }) => ordinals.length),
  }
}

/** One directory with its apps; `reset` brings it back to what its specification says. */
export class Tenant {
  readonly tenantId: string
  readonly domain: string
  readonly initialDomain: string
  readonly displayName: string
  readonly seed: number
  readonly clock: EmulatorClock
  apps: App[] = []
  store: DirectoryStore
  behaviour: Behaviour
  meter: ThrottleMeter
  /** Changes with every reset, so that links of an earlier life are recognised as expired. */
  epoch: string
  caches: DirectoryCaches
  readonly provisioning: ProvisioningJobs
  #spec: TenantSpec
  #resets = 0

  constructor(spec: TenantSpec, index: number, seed: number, clock: EmulatorClock) {
    this.#spec = spec
    this.clock = clock
    this.seed = seedFromText(seed, `tenant ${index}`)
    this.displayName = spec.displayName ?? (index === 0 ? 'Larkfield Instruments' : `Larkfield ${index + 1}`)
    this.domain = (
      spec.domain ?? (index === 0 ? 'larkfield.example' : `larkfield${index + 1}.example`)
    ).toLowerCase()
    this.initialDomain = `${this.domain.split('.')[0] ?? 'tenant'}.onmicrosoft.com`
    this.tenantId = (spec.tenantId ?? guidOf(this.seed, 7)).toLowerCase()
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...spec.behaviour }
    this.meter = new ThrottleMeter(clock)
    this.epoch = this.#nextEpoch()
    this.store = this.#makeStore()
    this.caches = makeCaches()
    this.provisioning = new ProvisioningJobs(this)
    this.#makeApps()
  }

  reset(): void {
    this.provisioning.removeAll()
    this.caches = makeCaches()
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...this.#spec.behaviour }
    this.meter = new ThrottleMeter(this.clock)
    this.epoch = this.#nextEpoch()
    this.store = this.#makeStore()
    this.#makeApps()
  }

  findApp(clientId: string): App | undefined {
    const wanted = clientId.toLowerCase()
    return this.apps.find((app) => app.clientId === wanted)
  }

  answersTo(name: string): boolean {
    const wanted = name.toLowerCase()
    return wanted === this.tenantId || wanted === this.domain || wanted === this.initialDomain
  }

  #nextEpoch(): string {
    return `${this.clock.now().toString(36)}.${this.#resets++}`
  }

  #makeApps(): void {
    const now = this.clock.date()
    this.apps = (this.#spec.apps ?? [{}]).map((app, index) => makeApp(this.seed, index, now, app))
  }

  #makePeople(): PeopleSource {
    return generatePeople({
      seed: this.seed,
      count: this.#spec.people ?? DEFAULT_PEOPLE,
      domain: this.domain,
      initialDomain: this.initialDomain,
      companyName: this.displayName,
    })
  }

  #makeStore(): DirectoryStore {
    const people = this.#makePeople()
    const { groups, users } = this.#spec
    const plans = typeof groups === 'object' ? planGiven(groups) : planGroups(people, this.seed, groups)
    const { seed, domain } = this
    return new DirectoryStore({
      seed,
      domain,
      people,
      plans,
      users: users ?? [],
      now: () => this.clock.now(),
    })
  }
}
