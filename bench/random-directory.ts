import type { FakeDirectory } from '@rollcall/directory/testing'
import { sourceGroup, sourceUser } from '@rollcall/directory/testing'
import type { Random } from './random.ts'

const PEOPLE = 24
export const GROUPS = ['g0', 'g1', 'g2'] as const
const NAMES = ['Ada', 'Bob', 'Zoë', 'Noor']

interface Person {
  name: string
  enabled: boolean
  jobTitle: string | null
}

/** A small directory in which anything may happen, and which can be shown under names of its own. */
export class RandomDirectory {
  readonly #random: Random
  readonly #people = new Map<number, Person>()
  readonly #members = new Map<string, Set<string>>(GROUPS.map((group) => [group, new Set()]))

  constructor(random: Random) {
    this.#random = random
    for (let who = 0; who < PEOPLE; who += 1) if (random(4) > 0) this.#people.set(who, this.#newPerson())
    this.mutate(PEOPLE)
  }

  mutate(times: number): void {
    for (let time = 0; time < times; time += 1) this.#mutateOnce()
  }

  show(directory: FakeDirectory, tag: string): void {
    directory.groups = GROUPS.map((group) => sourceGroup(tag + group, { displayName: `${tag} ${group}` }))
    directory.users = [...this.#people].map(([who, { name, enabled, jobTitle }]) =>
      sourceUser(`${tag}p${who}`, { displayName: name, accountEnabled: enabled, jobTitle }),
    )
    directory.members = Object.fromEntries(
      [...this.#members].map(([group, members]) => [
        tag + group,
        [...members].filter((id) => this.#exists(id)).map((id) => tag + id),
      ]),
    )
  }

  #mutateOnce(): void {
    const random = this.#random
    const who = random(PEOPLE)
    if (random(3) === 0) return this.#mutateMember(`p${who}`)
    if (random(9) === 0) return this.#mutateMember(GROUPS[random(GROUPS.length)] ?? 'g0')
    if (this.#people.has(who) && random(4) === 0) return void this.#people.delete(who)
    this.#people.set(who, this.#newPerson())
  }

  #mutateMember(id: string): void {
    const group = GROUPS[this.#random(GROUPS.length)] ?? 'g0'
    const members = this.#members.get(group)
    if (group !== id && this.#random(3) > 0) members?.add(id)
    else members?.delete(id)
  }

  #newPerson(): Person {
    const random = this.#random
    const jobTitle = random(3) === 0 ? null : `Engineer ${random(5)}`
    return { name: NAMES[random(NAMES.length)] ?? '', enabled: random(5) > 0, jobTitle }
  }

  #exists(id: string): boolean {
    return !id.startsWith('p') || this.#people.has(Number(id.slice(1)))
  }
}
