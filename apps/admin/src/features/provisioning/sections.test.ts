import { expect, test } from 'vitest'
import { provisioningSearch } from './provisioning-search.ts'
import { toResourceHref, toSectionHref } from './sections.ts'

test('the first section has the plain address, and filters follow the section', () => {
  expect(toSectionHref('c', 'setup')).toBe('/settings/integrations/scim/c')
  expect(toSectionHref('c', 'requests', { show: 'problems', type: undefined, search: 'a b' })).toBe(
    '/settings/integrations/scim/c?section=requests&show=problems&search=a+b',
  )
  expect(toResourceHref('c', 'r')).toBe('/settings/integrations/scim/c/resources/r')
})

test('an address that makes no sense shows the section without a filter', () => {
  const search = {
    section: 'requests',
    show: 'all',
    resource: 'x',
    type: 'Device',
    search: '  ',
    create: 'no',
  }
  expect(provisioningSearch.parse(search)).toEqual({ section: 'requests' })
})

test('a filter that makes sense is kept', () => {
  const search = { section: 'resources', type: 'Group', search: ' sales ' }
  expect(provisioningSearch.parse(search)).toEqual({ section: 'resources', type: 'Group', search: 'sales' })
})
