import { describe, expect, test } from 'vitest'
import type { ResourceType } from '../resource.ts'
import { caught } from '../testing/caught.ts'
import { printFilter } from '../testing/print-filter.ts'
import { parseFilter } from './parse-filter.ts'

/** A filter as we would write it: canonical names, precedence made visible. */
function canonical(text: string, type: ResourceType = 'User'): string {
  return printFilter(parseFilter(text, type))
}

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('what is understood', () => {
  test.each([
    ['USERNAME Eq "x"', 'userName eq "x"'],
    ['  userName\teq\n"x" ', 'userName eq "x"'],
    ['URN:IETF:params:scim:schemas:core:2.0:user:NAME.familyname sw "x"', 'name.familyName sw "x"'],
    [`${ENTERPRISE}:department eq "x"`, `${ENTERPRISE}:department eq "x"`],
    [`${ENTERPRISE}.manager.value eq "x"`, `${ENTERPRISE}:manager.value eq "x"`],
    ['department eq "x"', `${ENTERPRISE}:department eq "x"`],
    ['manager eq "x"', `${ENTERPRISE}:manager.value eq "x"`],
    ['manager pr', `${ENTERPRISE}:manager pr`],
    ['emails co "x"', 'emails.value co "x"'],
    ['emails[type eq "work"].VALUE eq "x"', 'emails[type eq "work"].value eq "x"'],
    ['emails[type eq "work"] eq "x"', 'emails[type eq "work"].value eq "x"'],
    ['emails[type eq "work" and not(value co "@x")]', 'emails[type eq "work" and not (value co "@x")]'],
    ['emails[type pr].value pr', 'emails[type pr].value pr'],
    ['name[givenName eq "x"]', 'name[givenName eq "x"]'],
    ['active eq true', 'active eq true'],
    ['active eq "True"', 'active eq true'],
    ['active NE FALSE', 'active ne false'],
    ['roles[primary eq "False"]', 'roles[primary eq false]'],
    ['title eq null', 'title eq null'],
    ['title Pr', 'title pr'],
    ['userName eq "\\"\\\\\\u00e6"', 'userName eq "\\"\\\\æ"'],
    ['id eq 2819c223-7f76-453a-919d-413861904646', 'id eq "2819c223-7f76-453a-919d-413861904646"'],
    ['meta.lastModified gt "2026-11-22T10:00:00+02:00"', 'meta.lastModified gt "2026-11-22T08:00:00.000Z"'],
    ['meta.created ge "2026-11-22T10:00:00.1234567"', 'meta.created ge "2026-11-22T10:00:00.123Z"'],
    ['meta.created lt "2026-11-22"', 'meta.created lt "2026-11-22T00:00:00.000Z"'],
    ['title pr or title pr and active eq true', 'title pr or (title pr and active eq true)'],
    ['(title pr or title pr) and active eq true', '(title pr or title pr) and active eq true'],
    ['not (title pr) and title pr', 'not (title pr) and title pr'],
    ['((((title pr))))', 'title pr'],
  ])('%s', (text, expected) => {
    expect(canonical(text)).toBe(expected)
  })

  test('members of groups, and what a person does not have', () => {
    expect(canonical('id eq "G" and members eq "U"', 'Group')).toBe('id eq "G" and members.value eq "U"')
    expect(caught(() => parseFilter('members eq "U"', 'User'))).toBe('invalidFilter')
    expect(caught(() => parseFilter('userName eq "U"', 'Group'))).toBe('invalidFilter')
  })
})

test.each([
  '',
  '   ',
  'userName',
  'userName eq',
  'userName eq and active eq true',
  'userName resembles "x"',
  'userName eq x',
  'userName eq "x',
  'userName eq "\\x"',
  'userName eq "\\u0000"',
  'userName eq "\\ud800"',
  'userName eq 5',
  'userName eq true',
  'userName eq "x" active eq true',
  'userName eq "x" and',
  'and userName eq "x"',
  '"x" eq userName',
  'userName gt null',
  'favouriteTide eq "x"',
  'name eq "x"',
  'name.tide eq "x"',
  'addresses eq "x"',
  'password eq "x"',
  'password pr',
  'active gt true',
  'active co "tr"',
  'active eq "perhaps"',
  'meta.created sw "2026"',
  'meta.created gt "yesterday"',
  'meta.created gt "2026-99-99T00:00:00Z"',
  'x509Certificates.value sw "x"',
  'not title pr',
  '(title pr',
  'title pr)',
  'emails[type eq "work"',
  'emails[type eq "work"].tide eq "x"',
  'emails[]',
  'emails[emails[type pr]]',
  'emails[type[value pr]]',
  'emails.value[type pr]',
  'title[value pr]',
  'emails[userName eq "x"]',
  '__proto__ eq "x"',
  'constructor pr',
  `${ENTERPRISE} pr`,
  'urn:example:2.0:Thing:userName eq "x"',
])('%s is refused', (text) => {
  expect(caught(() => parseFilter(text, 'User'))).toBe('invalidFilter')
})

describe('bounds', () => {
  const repeated = (count: number) => Array.from({ length: count }, () => 'title pr').join(' or ')

  test('of length, of depth and of parts', () => {
    expect(caught(() => parseFilter(`title eq "${'x'.repeat(4085)}"`, 'User'))).toBe('nothing')
    expect(caught(() => parseFilter(`title eq "${'x'.repeat(4086)}"`, 'User'))).toBe('invalidFilter')
    expect(caught(() => parseFilter(`${'('.repeat(16)}title pr${')'.repeat(16)}`, 'User'))).toBe('nothing')
    expect(caught(() => parseFilter(`${'('.repeat(17)}title pr${')'.repeat(17)}`, 'User'))).toBe(
      'invalidFilter',
    )
    expect(caught(() => parseFilter(repeated(63), 'User'))).toBe('nothing')
    expect(caught(() => parseFilter(repeated(64), 'User'))).toBe('invalidFilter')
  })
})

test('what is wrong is said with its place', () => {
  const message = (text: string) => {
    try {
      return printFilter(parseFilter(text, 'User'))
    } catch (error) {
      return String(error)
    }
  }
  expect(message('userName resembles "x"')).toContain('"resembles" at character 10 is no operator')
  expect(message('userName eq bob')).toContain('Put the value at character 13 into double quotes: "bob"')
  expect(message('favouriteTide eq "x"')).toContain('A User has no attribute "favouriteTide"')
})
