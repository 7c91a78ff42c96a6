import { expect, test } from 'vitest'
import { INBOUND_PREFIX, readAddress, scimPrefixOf, TOKEN_PREFIX, toRoutable } from './read-address.ts'

const ID = '0199a1b0-0000-7000-8000-00000000abcd'

test.each([
  ['/scim/v2/inbound', INBOUND_PREFIX],
  ['/scim/v2/inbound/', INBOUND_PREFIX],
  [`/scim/v2/inbound/${ID}/Users`, INBOUND_PREFIX],
  ['/scim/v2/inbound?x=1', INBOUND_PREFIX],
  ['/api/scim/v2/Users', TOKEN_PREFIX],
  ['/api/scim/v2', TOKEN_PREFIX],
  ['/scim/v2/inboundary/x', null],
  ['/scim/v2/Users', null],
  ['/api/scim/v20/Users', null],
  ['/', null],
])('%s is under %s', (url, prefix) => {
  expect(scimPrefixOf(url)).toBe(prefix)
})

test.each<[string, string, readonly string[] | null, string]>([
  [`/scim/v2/inbound/${ID}/Users`, ID, ['Users'], ''],
  [`/scim/v2/inbound/${ID.toUpperCase()}//Users/`, ID, ['Users'], ''],
  [`/scim/v2/inbound//${ID}/Users/${ID}?a=b?c`, ID, ['Users', ID], 'a=b?c'],
  [`/scim/v2/inbound/${ID}`, ID, [], ''],
  [`/scim/v2/inbound/${ID}?aadOptscim062020/Users`, ID, [], 'aadOptscim062020/Users'],
  [`/scim/v2/inbound/${ID}/Schemas/urn%3Aietf%3aa%2Fb`, ID, ['Schemas', 'urn:ietf:a/b'], ''],
  [`/scim/v2/inbound/${ID}/Users/%zz`, ID, null, ''],
  ['/scim/v2/inbound', 'malformed', [], ''],
  ['/scim/v2/inbound/Users', 'malformed', [], ''],
  [`/scim/v2/inbound/${ID}x/Users`, 'malformed', ['Users'], ''],
])('reads %s', (url, id, segments, query) => {
  const connection = id === 'malformed' ? { kind: id } : { kind: 'named', id }
  expect(readAddress(url, INBOUND_PREFIX)).toMatchObject({ connection, segments, query })
})

test.each([
  ['/scim/v2/inbound/x/Users/%zz?a=%zz', '/scim/v2/inbound/x/Users/%25zz?a=%zz'],
  ['/scim/v2/inbound/%ff?a', '/scim/v2/inbound/%25ff?a'],
  ['/scim/v2/inbound/x/Users/%41?a=%zz', '/scim/v2/inbound/x/Users/%41?a=%zz'],
  ['/users/%zz', '/users/%zz'],
])('%s is routed as %s', (url, routable) => {
  expect(toRoutable(url)).toBe(routable)
})

test('leaves the connection to the token', () => {
  expect(readAddress('/api/scim/v2/Users?count=1', TOKEN_PREFIX)).toEqual({
    connection: { kind: 'by_token' },
    segments: ['Users'],
    path: '/Users',
    query: 'count=1',
  })
})
