import { describe, expect, it } from 'vitest'
import {
  fromStart,
  isFiltered,
  toSortState,
  toUserListInput,
  toUsersHref,
  userSearch,
  withSort,
} from './user-search.ts'

describe('userSearch', () => {
  it('forgives what it does not know', () => {
    expect(userSearch.parse({ tab: 'nobody', sort: 'shoe size', page: 'x', left: 'maybe' })).toEqual({})
  })

  it('reads text from the address', () => {
    expect(userSearch.parse({ tab: 'unclaimed', page: '3', left: 'true' })).toEqual({
      tab: 'unclaimed',
      page: 3,
      left: 'true',
    })
  })
})

describe('toUserListInput', () => {
  it('turns tabs into what the server filters by', () => {
    expect(toUserListInput({})).toMatchObject({ claimed: true, status: 'active' })
    expect(toUserListInput({ tab: 'unclaimed' })).toMatchObject({ claimed: false, status: 'active' })
    expect(toUserListInput({ tab: 'disabled' })).toMatchObject({ status: 'disabled' })
    expect(toUserListInput({ tab: 'disabled' })).not.toHaveProperty('claimed')
  })
})

describe('toUsersHref', () => {
  it('leaves defaults out and escapes the rest', () => {
    expect(toUsersHref({ tab: 'registered' })).toBe('/users')
    expect(toUsersHref({ tab: 'unclaimed', search: 'a&b' })).toBe('/users?tab=unclaimed&search=a%26b')
  })
})

describe('sorting', () => {
  it('goes to the first page and hides the default', () => {
    const search = { cursor: 'c', page: 2, sort: '-email' as const }
    expect(toSortState(search)).toEqual({ key: 'email', direction: 'desc' })
    expect(withSort(search, { key: 'name', direction: 'asc' })).toEqual({})
    expect(withSort({}, { key: 'updatedAt', direction: 'desc' })).toEqual({ sort: '-updatedAt' })
  })

  it('comes back to the best match after both directions', () => {
    const down = { search: 'ada', sort: '-name', page: 2 } as const
    expect(withSort({ search: 'ada', sort: 'name' }, { key: 'name', direction: 'desc' })).toEqual({
      search: 'ada',
      sort: '-name',
    })
    expect(withSort(down, { key: 'name', direction: 'asc' })).toEqual({ search: 'ada' })
    expect(withSort(down, { key: 'email', direction: 'asc' })).toEqual({ search: 'ada', sort: 'email' })
    expect(withSort({ sort: '-name' }, { key: 'name', direction: 'asc' })).toEqual({})
  })

  it('is by the best match under a search, unless someone sorts by name', () => {
    expect(toSortState({})).toEqual({ key: 'name', direction: 'asc' })
    expect(toSortState({ search: 'ada' })).toBeNull()
    expect(withSort({ search: 'ada' }, { key: 'name', direction: 'asc' })).toEqual({
      search: 'ada',
      sort: 'name',
    })
  })
})

describe('isFiltered', () => {
  it('does not count tab, sort and page', () => {
    expect(isFiltered({ tab: 'disabled', sort: '-name', cursor: 'c', page: 2 })).toBe(false)
    expect(isFiltered({ role: 'owner' })).toBe(true)
    expect(fromStart({ cursor: 'c', page: 2, role: 'owner' })).toEqual({ role: 'owner' })
  })
})
