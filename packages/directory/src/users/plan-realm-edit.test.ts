import { expect, test } from 'vitest'
import { planRealmEdit } from './plan-realm-edit.ts'

const byHand = { realmId: 'a', name: 'A', byHand: true }
const mapped = { realmId: 'b', name: 'B', byHand: false }

test('realms that are new to the list are joined, and those by hand that are missing are left', () => {
  expect(planRealmEdit([byHand], ['c'])).toEqual({ join: ['c'], leave: [byHand] })
  expect(planRealmEdit([byHand], ['a', 'a'])).toEqual({ join: [], leave: [] })
})

test('what a mapped group gives is neither taken away nor turned into a membership by hand', () => {
  expect(planRealmEdit([mapped], [])).toEqual({ join: [], leave: [] })
  expect(planRealmEdit([mapped], ['b'])).toEqual({ join: [], leave: [] })
})
