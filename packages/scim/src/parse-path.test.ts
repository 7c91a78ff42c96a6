import { expect, test } from 'vitest'
import { canonicalName } from './attribute-path.ts'
import { parsePath } from './parse-path.ts'
import type { ResourceType } from './resource.ts'
import { caught } from './testing/caught.ts'
import { printFilter } from './testing/print-filter.ts'
import { ENTERPRISE_URN } from './urns.ts'

function read(text: string, type: ResourceType): string {
  const path = parsePath(text, type)
  if (path.kind === 'schema') return `all of ${path.schema}`
  return `${canonicalName(path.path)}${path.filter ? ` where ${printFilter(path.filter)}` : ''}`
}

test.each<[string, string, ResourceType?]>([
  ['active', 'active'],
  [' Active ', 'active'],
  ['NAME.GIVENNAME', 'name.givenName'],
  ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName', 'name.familyName'],
  ['URN:ietf:params:SCIM:schemas:extension:Enterprise:2.0:user:Department', `${ENTERPRISE_URN}:department`],
  [`${ENTERPRISE_URN}:manager.value`, `${ENTERPRISE_URN}:manager.value`],
  ['manager', `${ENTERPRISE_URN}:manager`],
  [ENTERPRISE_URN, 'all of enterprise'],
  ['urn:ietf:params:scim:schemas:core:2.0:User', 'all of core'],
  ['emails[type eq "other"].Value', 'emails.value where emails.type eq "other"'],
  ['emails [ Type EQ "a]b" ] .value', 'emails.value where emails.type eq "a]b"'],
  ['roles[primary eq "True"].value', 'roles.value where roles.primary eq true'],
  ['addresses[type eq "work"]', 'addresses where addresses.type eq "work"'],
  ['members[value eq "2819c223"]', 'members where members.value eq "2819c223"', 'Group'],
  ['urn:ietf:params:scim:schemas:core:2.0:Group:members', 'members', 'Group'],
  ['id', 'id'],
  ['meta.created', 'meta.created'],
])('%s', (text, expected, type = 'User') => {
  expect(read(text, type)).toBe(expected)
})

test.each<[string, ResourceType?]>([
  ['favouriteTide'],
  ['name.tide'],
  ['name.givenName.x'],
  ['emails[type eq "work".value'],
  ['emails[type eq "work"].tide'],
  ['emails[type eq "work"]value'],
  ['emails[type eq "work"]xvalue'],
  ['emails[type[value pr]]'],
  ['emails[type eq "work"].value.x'],
  ['emails[type eq "work"] pr'],
  ['emails[tide eq "work"]'],
  ['emails[]'],
  ['name[givenName eq "x"]'],
  ['title[value eq "x"]'],
  ['[type eq "x"]'],
  ['emails value'],
  ['.value'],
  ['__proto__'],
  ['constructor.prototype'],
  ['urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department'],
  ['urn:ietf:params:scim:schemas:extension:acme:2.0:User:tag'],
  [`${ENTERPRISE_URN}:userName`],
  ['userName', 'Group'],
  [`${ENTERPRISE_URN}:department`, 'Group'],
  [`emails[value eq "${'x'.repeat(4100)}"]`],
])('%s is no path', (text, type = 'User') => {
  expect(caught(() => parsePath(text, type))).toBe('invalidPath')
})
