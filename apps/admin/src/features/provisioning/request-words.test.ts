import { scimOutcome } from '@rollcall/vocabulary'
import { describe, expect, it } from 'vitest'
import {
  toAttributeName,
  toOutcomeLook,
  toOutcomeSentence,
  toReadablePath,
  toRequestAction,
  toStatusHint,
} from './request-words.ts'

describe('toRequestAction', () => {
  it.each([
    ['GET', '/Users?filter=userName%20eq%20%22ada%22', 'Look for people'],
    ['GET', '/Users?startIndex=1&count=10', 'List people'],
    ['GET', '/Groups/4f1f?excludedAttributes=members', 'Read a group'],
    ['POST', '/Users', 'Create a person'],
    ['POST', '/Users/.search', 'Look for people'],
    ['PATCH', '/Groups/4f1f', 'Change a group'],
    ['PUT', '/Users/4f1f', 'Replace a person'],
    ['DELETE', '/users/4f1f', 'Delete a person'],
    ['GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', 'Asked for the schemas'],
    ['GET', '/ServiceProviderConfig', 'Asked what is supported'],
    ['POST', '/Bulk', 'Wrote to an unknown address'],
    ['GET', '/', 'Asked for an unknown address'],
  ])('%s %s reads as “%s”', (method, path, words) => {
    expect(toRequestAction({ method, path, resourceType: null })).toBe(words)
  })

  it('trusts what the server found out over what the path looks like', () => {
    expect(toRequestAction({ method: 'PATCH', path: '//x', resourceType: 'User' })).toBe('Change a person')
  })
})

describe('toReadablePath', () => {
  it('shows filters as they were meant', () => {
    expect(toReadablePath('/Users?filter=userName+eq+%22a%2Bb%22')).toBe('/Users?filter=userName eq "a+b"')
  })

  it('leaves alone what cannot be decoded', () => {
    expect(toReadablePath('/Users?filter=%zz')).toBe('/Users?filter=%zz')
  })
})

it('names every outcome, and colours trouble as trouble', () => {
  for (const outcome of scimOutcome.options) {
    expect(toOutcomeLook(outcome).word).not.toBe('')
    expect(toOutcomeSentence(outcome)).toMatch(/\.$/)
  }
  expect(
    ['refused', 'failed', 'held', 'conflict'].map((one) => toOutcomeLook(scimOutcome.parse(one)).tone),
  ).toEqual(['danger', 'danger', 'warning', 'warning'])
})

it('names attributes without the address of their schema', () => {
  expect(toAttributeName('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager')).toBe(
    'manager (enterprise)',
  )
  expect(toAttributeName('name.givenName')).toBe('name.givenName')
})

it('explains refusals, and says nothing about what went well', () => {
  expect(toStatusHint(200)).toBeNull()
  expect(toStatusHint(401)).toContain('token')
  expect(toStatusHint(503)).toContain('our side')
})
