import { expect, test } from 'vitest'
import { CLOUD_OPTIONS, toGuideLinks } from './portal-links.ts'

test('links lead to the admin center of the chosen cloud', () => {
  expect(toGuideLinks('default', null).appRegistrations).toMatch(/^https:\/\/entra\.microsoft\.com\/#view\//)
  expect(toGuideLinks('china', null).appRegistrations).toMatch(/^https:\/\/portal\.azure\.cn\/#view\//)
  expect(toGuideLinks('us-gov-l5', null).appRegistrations).toMatch(/^https:\/\/portal\.azure\.us\/#view\//)
})

test('pages of an application need its id, which is escaped', () => {
  expect(toGuideLinks('global', null).permissions).toBeNull()
  expect(toGuideLinks('global', 'a/b').permissions).toContain('/~/CallAnAPI/appId/a%2Fb')
  expect(toGuideLinks('global', 'a/b').credentials).toContain('/~/Credentials/appId/a%2Fb')
})

test('every cloud can be chosen', () => {
  expect(CLOUD_OPTIONS.map((option) => option.value)).toEqual([
    'default',
    'global',
    'us-gov-l4',
    'us-gov-l5',
    'china',
  ])
})
