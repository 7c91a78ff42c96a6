import type { MembershipStep } from '@rollcall/db'
import type { whyGroup } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** A group before the answer it is part of is parsed, which brands its ids. */
export type Group = z.input<typeof whyGroup>

export interface GroupScope {
  readonly connectionId: string
  readonly objectId: string
  /** Groups the connection reads; empty means everyone. */
  readonly groupIds: readonly string[]
  readonly includeNested: boolean
}

/**
 * The groups above one person, nearest first, each with the shortest way that leads there. `steps` may hold those of
 * other people and connections; cycles are tolerated.
 */
export function toGroups(person: GroupScope, steps: readonly MembershipStep[]): Group[] {
  const above = new Map<string, MembershipStep[]>()
  for (const step of steps) {
    if (step.connectionId !== person.connectionId) continue
    above.set(step.child, [...(above.get(step.child) ?? []), step])
  }
  const paths = new Map<string, Step[]>()
  const queue: { id: string; path: Step[] }[] = [{ id: person.objectId, path: [] }]
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    for (const { parent, parentName } of above.get(place.id) ?? []) {
      if (paths.has(parent)) continue
      const path = [...place.path, { id: parent, name: parentName }]
      paths.set(parent, path)
      queue.push({ id: parent, path })
    }
  }
  return [...paths.values()].flatMap((path) => toGroup(person, path))
}

type Step = Group['path'][number]

function toGroup(person: GroupScope, path: Step[]): Group[] {
  const group = path.at(-1)
  if (!group) return []
  const direct = path.length === 1
  const selected = person.groupIds.includes(group.id)
  return [{ ...group, path, direct, selected, counts: direct || person.includeNested }]
}

/** "Platform, which is inside Engineering": the way from the group someone is in up to the one that matters. */
export function describePath(path: readonly { readonly name: string }[]): string {
  return path.map((step) => step.name).join(', which is inside ')
}
