import { entraId, type EntraId, type GroupView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import { isSelectionChanged, reduceGroupSelection, type GroupSelection } from './group-selection.ts'

function group(id: string, name = id): GroupView {
  return {
    id: entraId.parse(id),
    name,
    description: null,
    kind: 'security',
    dynamic: false,
    hiddenMembership: false,
    memberCount: 7,
  }
}

const empty: GroupSelection = { chosen: [], includeNested: false }
const ids = (...names: string[]): EntraId[] => names.map((name) => entraId.parse(name))

function select(state: GroupSelection, names: string[], known: GroupView[]) {
  return reduceGroupSelection(state, { type: 'selected', ids: new Set(names), known })
}

describe('reduceGroupSelection', () => {
  it('adds groups with their names and takes them away again', () => {
    const added = select(empty, ['a'], [group('a', 'Sales'), group('b')])
    expect(added.chosen).toEqual([{ id: 'a', name: 'Sales' }])
    expect(select(added, [], [group('a')]).chosen).toEqual([])
  })

  it('keeps chosen groups that the present search does not show', () => {
    const first = select(empty, ['a'], [group('a')])
    const second = select(first, ['a', 'b'], [group('b')])
    expect(second.chosen.map((one) => one.id)).toEqual(['a', 'b'])
  })

  it('names stored groups once the directory has told their names', () => {
    const stored: GroupSelection = {
      chosen: ids('a', 'b').map((id) => ({ id, name: null })),
      includeNested: false,
    }
    const named = reduceGroupSelection(stored, { type: 'named', groups: [group('b', 'Sales')] })
    expect(named.chosen.map((one) => one.name)).toEqual([null, 'Sales'])
    expect(reduceGroupSelection(named, { type: 'named', groups: [group('b', 'Other')] })).toEqual(named)
  })

  it('removes one group and keeps the nested choice', () => {
    const state = select({ ...empty, includeNested: true }, ['a'], [group('a')])
    const [id] = ids('a')
    expect(reduceGroupSelection(state, { type: 'removed', id: id! })).toEqual({
      chosen: [],
      includeNested: true,
    })
  })
})

describe('isSelectionChanged', () => {
  const state = select(empty, ['a', 'b'], [group('a'), group('b')])

  it('ignores the order', () => {
    expect(isSelectionChanged(state, { groupIds: ids('b', 'a'), includeNested: false })).toBe(false)
  })

  it('sees other groups and the nested choice', () => {
    expect(isSelectionChanged(state, { groupIds: ids('a', 'c'), includeNested: false })).toBe(true)
    expect(isSelectionChanged(state, { groupIds: ids('a'), includeNested: false })).toBe(true)
    expect(isSelectionChanged(state, { groupIds: ids('a', 'b'), includeNested: true })).toBe(true)
  })
})
