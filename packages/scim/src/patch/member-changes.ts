import type { Filter } from '../filter/filter.ts'
import { readMemberIds } from '../read/read-members.ts'
import { isUnassigned } from '../read/read-scalar.ts'
import { invalidPath, noTarget } from '../scim-error.ts'
import type { Step } from './to-steps.ts'

/** What to do with the rows of a group's members. */
export type MemberChange =
  | { readonly kind: 'add' | 'remove' | 'set'; readonly ids: readonly string[] }
  | { readonly kind: 'clear' }

/** What a step on `members` asks for. Nothing when it lists nobody: an empty list to remove must not empty a group. */
export function toMemberChange(step: Step): MemberChange | null {
  const { op, filter, value, named } = step
  if (filter) return chosenChange(step, filter)
  // A group that is sent as a whole, in order to rename it, may come with its members left out as null.
  if (named === 'by-key' && value === null) return null
  switch (op) {
    case 'add':
      return { kind: 'add', ids: readMemberIds(value) }
    case 'replace':
      return isUnassigned(value) ? { kind: 'clear' } : { kind: 'set', ids: readMemberIds(value) }
    case 'remove':
      if (value === undefined || value === null) return { kind: 'clear' }
      return { kind: 'remove', ids: readMemberIds(value) }
  }
}

function chosenChange({ op }: Step, filter: Filter): MemberChange {
  const ids = idsOf(filter)
  if (!ids) throw invalidPath('Members are chosen by value: members[value eq "…"].')
  if (op === 'replace') throw noTarget('A single member cannot be replaced. Remove one and add the other.')
  return { kind: op, ids }
}

/** The ids a filter names, when it names them without looking at the members. */
function idsOf(filter: Filter): readonly string[] | null {
  if (filter.kind === 'compare')
    return filter.path.sub === 'value' && filter.operator === 'eq' && typeof filter.value === 'string'
      ? [filter.value]
      : null
  if (filter.kind !== 'or') return null
  const ids = filter.items.map(idsOf)
  return ids.every((some) => some !== null) ? ids.flat() : null
}

/**
 * The same as all the changes in their order, as few statements: who to remove and who to add, nobody in both, or the exact
 * list once one of them named it.
 */
export function mergeMemberChanges(changes: readonly MemberChange[]): MemberChange[] {
  let exact: Set<string> | null = null
  const [added, removed] = [new Set<string>(), new Set<string>()]
  for (const change of changes) {
    if (change.kind === 'clear' || change.kind === 'set') {
      exact = new Set(change.kind === 'set' ? change.ids : [])
      continue
    }
    const [into, outOf] = change.kind === 'add' ? [added, removed] : [removed, added]
    for (const id of change.ids) {
      if (exact) moveExact(exact, change.kind, id)
      into.add(id)
      outOf.delete(id)
    }
  }
  if (exact) return [exact.size === 0 ? { kind: 'clear' } : { kind: 'set', ids: [...exact] }]
  return [toChange('remove', removed), toChange('add', added)].filter((change) => change.ids.length > 0)
}

function moveExact(exact: Set<string>, kind: 'add' | 'remove', id: string): void {
  if (kind === 'add') exact.add(id)
  else exact.delete(id)
}

function toChange(kind: 'add' | 'remove', ids: ReadonlySet<string>) {
  return { kind, ids: [...ids] } as const
}
