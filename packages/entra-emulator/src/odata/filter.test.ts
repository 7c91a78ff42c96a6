import { describe, expect, test } from 'vitest'
import { FilterSyntaxError, parseFilter } from './filter.ts'
import { fits } from './filter-match.ts'

const ana = {
  id: '6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0',
  displayName: "Ana O'Neill",
  accountEnabled: true,
  mail: null,
  createdDateTime: '2024-03-01T00:00:00Z',
  proxyAddresses: ['SMTP:ana@larkfield.example', 'smtp:a.oneill@larkfield.example'],
  assignedLicenses: [{ skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965' }],
}

describe('filters that fit', () => {
  test.each([
    "displayName eq 'ana o''neill'",
    'mail eq null',
    'accountEnabled eq true and not(accountEnabled eq false)',
    "startswith(displayName, 'an') or mail ne null",
    "endsWith(displayName,'Neill')",
    "id in ('x', '6EA91A8D-E32E-41A1-B7BD-D2D185EED0E0')",
    "proxyAddresses/any(p:p eq 'smtp:A.ONEILL@larkfield.example')",
    "proxyAddresses/any(p:startswith(p,'SMTP:ana'))",
    'assignedLicenses/any(x:x/skuId eq 05e9a617-0261-4cee-bb44-138d3ef5d965)',
    'createdDateTime ge 2024-01-01T00:00:00Z and createdDateTime lt 2025-01-01T00:00:00Z',
    "(displayName eq 'x' or accountEnabled eq true) and proxyAddresses/any()",
  ])('%s', (text) => expect(fits(parseFilter(text), ana)).toBe(true))
})

describe('filters that do not fit', () => {
  test.each([
    "displayName eq 'ana'",
    'mail ne null',
    'not accountEnabled eq true',
    "startswith(mail,'a')",
    "proxyAddresses/any(p:p eq 'other')",
    "displayName eq 'x' or displayName eq 'y' and accountEnabled eq true",
  ])('%s', (text) => expect(fits(parseFilter(text), ana)).toBe(false))
})

test.each([
  '',
  'displayName',
  'displayName eq',
  "displayName is 'x'",
  "(displayName eq 'x'",
  "a eq 'b' extra",
  "a eq 'b",
])('refuses %j', (text) => expect(() => parseFilter(text)).toThrow(FilterSyntaxError))
