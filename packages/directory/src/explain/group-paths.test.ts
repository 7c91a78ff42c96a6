import { expect, test } from 'vitest'
import { describePath, toGroups } from './group-paths.ts'

const step = (child: string, parent: string, connectionId = 'c') => ({
  connectionId,
  child,
  parent,
  parentName: parent.toUpperCase(),
})
const ada = { connectionId: 'c', objectId: 'ada', groupIds: ['all'], includeNested: true }

test('direct groups come first, those above them with the shortest way', () => {
  const steps = [step('ada', 'team'), step('team', 'unit'), step('unit', 'all'), step('team', 'all')]
  const groups = toGroups(ada, steps)
  expect(
    groups.map((group) => [group.id, group.path.map((one) => one.id), group.direct, group.selected]),
  ).toEqual([
    ['team', ['team'], true, false],
    ['unit', ['team', 'unit'], false, false],
    ['all', ['team', 'all'], false, true],
  ])
  expect(describePath(groups.at(-1)?.path ?? [])).toBe('TEAM, which is inside ALL')
})

test('groups that hold each other end the walk', () => {
  const steps = [step('ada', 'a'), step('a', 'b'), step('b', 'a')]
  expect(toGroups(ada, steps).map((group) => group.id)).toEqual(['a', 'b'])
})

test('nesting counts only where the connection follows it, and other directories never', () => {
  const steps = [step('ada', 'a'), step('a', 'b'), step('ada', 'elsewhere', 'd')]
  const groups = toGroups({ ...ada, includeNested: false }, steps)
  expect(groups.map((group) => [group.id, group.counts])).toEqual([
    ['a', true],
    ['b', false],
  ])
})
