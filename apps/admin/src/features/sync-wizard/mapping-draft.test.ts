import { entraId, realmId, type MappingView } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import {
  findSharedSlug,
  findUnfinished,
  isMappingChanged,
  reduceMappingDrafts,
  toMappingDrafts,
  toMappingInputs,
} from './mapping-draft.ts'

const sales = entraId.parse('sales')
const legal = entraId.parse('legal')
const realm = realmId.parse('01890a5d-ac96-774b-bcce-b302099a8057')

const stored: MappingView[] = [
  { groupId: sales, groupName: 'Sales', mode: 'existing', realmId: realm, realmName: 'Sales people' },
]

function drafts() {
  return toMappingDrafts([sales, legal], stored)
}

describe('toMappingDrafts', () => {
  it('takes what is stored and no mapping for the rest', () => {
    expect(drafts()).toEqual([
      { groupId: sales, groupName: 'Sales', mode: 'existing', realmId: realm },
      { groupId: legal, groupName: null, mode: 'none', realmId: null },
    ])
  })

  it('keeps groups that give a realm while everyone is in scope', () => {
    const more: MappingView[] = [...stored, { ...stored[0]!, groupId: legal, mode: 'none', realmId: null }]
    expect(toMappingDrafts([], more)).toMatchObject([{ groupId: sales, mode: 'existing' }])
  })

  it('drops mappings of groups that are no longer selected', () => {
    expect(toMappingDrafts([legal], stored).map((draft) => draft.groupId)).toEqual([legal])
  })
})

describe('reduceMappingDrafts', () => {
  it('forgets the realm when the group no longer goes to an existing one', () => {
    const [first] = reduceMappingDrafts(drafts(), { type: 'mode', groupId: sales, mode: 'create' })
    expect(first).toMatchObject({ mode: 'create', realmId: null })
  })

  it('sets one mode for every group', () => {
    const all = reduceMappingDrafts(drafts(), { type: 'allMode', mode: 'create' })
    expect(all.map((draft) => draft.mode)).toEqual(['create', 'create'])
  })

  it('finds groups that still need a realm', () => {
    const waiting = reduceMappingDrafts(drafts(), { type: 'mode', groupId: legal, mode: 'existing' })
    expect(findUnfinished(waiting).map((draft) => draft.groupId)).toEqual([legal])
    const done = reduceMappingDrafts(waiting, { type: 'realm', groupId: legal, realmId: realm })
    expect(findUnfinished(done)).toEqual([])
  })
})

describe('isMappingChanged', () => {
  it('is false for what was loaded', () => {
    expect(isMappingChanged(drafts(), stored)).toBe(false)
  })

  it('sees another mode, another realm and a group that left the scope', () => {
    const created = reduceMappingDrafts(drafts(), { type: 'mode', groupId: sales, mode: 'create' })
    expect(isMappingChanged(created, stored)).toBe(true)
    const emptied = reduceMappingDrafts(drafts(), { type: 'realm', groupId: sales, realmId: null })
    expect(isMappingChanged(emptied, stored)).toBe(true)
    expect(isMappingChanged(toMappingDrafts([legal], stored), stored)).toBe(true)
  })
})

describe('toMappingInputs', () => {
  it('sends a realm only with an existing one', () => {
    expect(toMappingInputs(drafts())).toEqual([
      { groupId: sales, mode: 'existing', realmId: realm },
      { groupId: legal, mode: 'none' },
    ])
  })
})

describe('findSharedSlug', () => {
  it('sees two groups that would make the same realm', () => {
    const same = [
      { groupId: sales, groupName: 'Éngineering Team', mode: 'create' as const, realmId: null },
      { groupId: legal, groupName: 'engineering-team', mode: 'create' as const, realmId: null },
    ]
    expect(findSharedSlug(same[0]!, same)?.groupId).toBe(legal)
    expect(findSharedSlug({ ...same[0]!, mode: 'none' }, same)).toBeNull()
  })
})
