import { entraId } from '@rollcall/vocabulary'
import { expect, test } from 'vitest'
import { reduceMappingDrafts, type MappingDraft } from './mapping-draft.ts'
import { findShown } from './shown-drafts.ts'

const sales = entraId.parse('sales')
const legal = entraId.parse('legal')
const gone = entraId.parse('gone')

const stored: readonly MappingDraft[] = [
  { groupId: gone, groupName: 'Old team', mode: 'create', realmId: null },
  { groupId: sales, groupName: 'Sales', mode: 'create', realmId: null },
]

function afterReading(): readonly MappingDraft[] {
  return reduceMappingDrafts(stored, {
    type: 'known',
    groups: [
      { id: legal, name: 'Legal' },
      { id: sales, name: 'Sales EMEA' },
    ],
  })
}

test('groups that were read get a draft, and keep the one they have under their new name', () => {
  expect(afterReading()).toEqual([
    { groupId: gone, groupName: 'Old team', mode: 'create', realmId: null },
    { groupId: sales, groupName: 'Sales EMEA', mode: 'create', realmId: null },
    { groupId: legal, groupName: 'Legal', mode: 'none', realmId: null },
  ])
})

test('groups are shown in the order in which they were read', () => {
  const shown = findShown(afterReading(), [{ id: legal }, { id: sales }], { whole: false })
  expect(shown.map((draft) => draft.groupId)).toEqual([legal, sales])
})

test('mapped groups that were deleted follow once everything was read', () => {
  const shown = findShown(afterReading(), [{ id: legal }, { id: sales }], { whole: true })
  expect(shown.map((draft) => draft.groupId)).toEqual([legal, sales, gone])
})
