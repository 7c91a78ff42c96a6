import { expect, test } from 'vitest'
import { ENTERPRISE_URN } from '../urns.ts'
import { matchesFilter } from './matches-filter.ts'
import { parseFilter } from './parse-filter.ts'

const person = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', ENTERPRISE_URN],
  id: 'U1',
  externalId: 'ext-Beth',
  userName: 'Beth@Kestrel.example',
  name: { familyName: 'Arden' },
  active: false,
  emails: [
    { value: 'w@x.example', type: 'work', primary: true },
    { value: 'h@x.example', type: 'home' },
  ],
  [ENTERPRISE_URN]: { department: 'Charts', manager: { value: 'M1' } },
  meta: { lastModified: '2026-11-22T08:00:00.000Z' },
}

test.each([
  ['userName eq "beth@KESTREL.example"', true],
  ['externalId eq "EXT-BETH"', false],
  ['externalId ne "EXT-BETH"', true],
  ['id eq "u1"', false],
  ['name.familyName eq "arden"', true],
  ['active eq "False"', true],
  ['active eq true', false],
  ['emails eq "H@x.example"', true],
  ['emails.type eq "work" and emails.value eq "h@x.example"', true],
  ['emails[type eq "work" and value eq "h@x.example"]', false],
  ['emails[type eq "work"].value eq "w@x.example"', true],
  ['emails[type eq "home"].value eq "w@x.example"', false],
  ['emails[primary eq true].type eq "work"', true],
  ['emails ne "w@x.example"', true],
  ['not (emails eq "w@x.example")', false],
  ['manager eq "M1"', true],
  ['manager eq "m1"', false],
  ['department sw "cha"', true],
  ['title pr', false],
  ['title eq null', true],
  ['title ne null', false],
  ['title ne "x"', true],
  ['title eq ""', false],
  ['userName ne null', true],
  ['phoneNumbers pr', false],
  ['phoneNumbers[type eq "work"]', false],
  ['phoneNumbers ne "1"', true],
  ['schemas eq "urn:ietf:params:scim:schemas:core:2.0:User"', true],
  ['meta.lastModified ge "2026-11-22T10:00:00+02:00"', true],
  ['meta.lastModified gt "2026-11-22T08:00:00Z"', false],
  ['meta.lastModified lt "2026-11-22T08:00:00.001Z"', true],
  ['meta.created pr', false],
  ['userName gt "bet" and userName lt "beu"', true],
])('%s is %s', (text, expected) => {
  expect(matchesFilter(person, parseFilter(text, 'User'))).toBe(expected)
})

test('members are compared by their ids', () => {
  const group = { displayName: 'Crew', members: [{ value: 'U1' }, { value: 'U2' }] }
  expect(matchesFilter(group, parseFilter('members eq "U2"', 'Group'))).toBe(true)
  expect(matchesFilter(group, parseFilter('members[value eq "U3"]', 'Group'))).toBe(false)
})
