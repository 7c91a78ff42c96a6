import { mappingsInput } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { planMappings, type StoredMapping } from './plan-mappings.ts'

const realm = '0197aaaa-0000-7000-8000-000000000001'
const other = '0197aaaa-0000-7000-8000-000000000002'
const stored: StoredMapping = { id: 'm1', groupObjectId: 'g1', mode: 'existing', realmId: realm, inUse: true }

function plan(before: StoredMapping[], wanted: unknown) {
  return planMappings(before, mappingsInput.parse(wanted))
}

test('the same list changes nothing', () => {
  expect(plan([stored], [{ groupId: 'g1', mode: 'existing', realmId: realm }])).toEqual({
    create: [],
    update: [],
    remove: [],
  })
})

test('a mapping that has given memberships stops giving instead of going away', () => {
  expect(plan([stored], []).update).toEqual([{ id: 'm1', groupObjectId: 'g1', mode: 'none', realmId: null }])
  expect(plan([stored], []).remove).toEqual([])
  expect(plan([{ ...stored, inUse: false }], []).remove).toEqual(['m1'])
})

test('another realm, another mode and new groups', () => {
  expect(plan([stored], [{ groupId: 'g1', mode: 'existing', realmId: other }]).update).toEqual([
    { id: 'm1', groupObjectId: 'g1', mode: 'existing', realmId: other },
  ])
  expect(plan([], [{ groupId: 'g2', mode: 'create' }]).create).toEqual([
    { groupObjectId: 'g2', mode: 'create', realmId: null },
  ])
})

test('a realm made from a group is remembered while the group makes one, and forgotten otherwise', () => {
  const made = { ...stored, mode: 'create' }
  expect(plan([made], [{ groupId: 'g1', mode: 'create' }]).update).toEqual([])
  expect(plan([stored], [{ groupId: 'g1', mode: 'create' }]).update[0]?.realmId).toBeNull()
  expect(plan([made], [{ groupId: 'g1', mode: 'none' }]).update[0]?.realmId).toBeNull()
})
