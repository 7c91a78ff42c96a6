import { expect, test } from 'vitest'
import { ENTERPRISE_URN } from '../urns.ts'
import {
  toResourceTypes,
  toSchemaDocuments,
  toServiceProviderConfig,
  type AttributeDocument,
} from './discovery.ts'

const base = 'https://scim.example/v2'

/** Every attribute and sub-attribute of the RFC that a client may be offered. */
const OFFERED: Record<string, string> = {
  User: `id externalId userName name name.formatted name.familyName name.givenName name.middleName name.honorificPrefix
    name.honorificSuffix displayName nickName profileUrl title userType preferredLanguage locale timezone active
    emails emails.value emails.display emails.type emails.primary
    phoneNumbers phoneNumbers.value phoneNumbers.display phoneNumbers.type phoneNumbers.primary
    ims ims.value ims.display ims.type ims.primary photos photos.value photos.display photos.type photos.primary
    addresses addresses.formatted addresses.streetAddress addresses.locality addresses.region addresses.postalCode
    addresses.country addresses.type addresses.primary groups groups.value groups.$ref groups.display groups.type
    entitlements entitlements.value entitlements.display entitlements.type entitlements.primary
    roles roles.value roles.display roles.type roles.primary
    x509Certificates x509Certificates.value x509Certificates.display x509Certificates.type x509Certificates.primary`,
  Group: 'id externalId displayName members members.value members.$ref members.display members.type',
  EnterpriseUser: `employeeNumber costCenter organization division department manager manager.value manager.$ref
    manager.displayName`,
}

function namesOf(attributes: readonly AttributeDocument[], prefix = ''): string[] {
  return attributes.flatMap(({ name, subAttributes = [] }) => [
    `${prefix}${name}`,
    ...namesOf(subAttributes, `${name}.`),
  ])
}

function eachAttribute(attributes: readonly AttributeDocument[]): AttributeDocument[] {
  return attributes.flatMap((one) => [one, ...eachAttribute(one.subAttributes ?? [])])
}

test('every attribute that is accepted is offered, and no password', () => {
  const documents = toSchemaDocuments(base)
  expect(documents.map(({ name }) => name)).toEqual(['User', 'Group', 'EnterpriseUser'])
  for (const { name, attributes } of documents)
    expect(namesOf(attributes)).toEqual(OFFERED[name]?.split(/\s+/))
})

test('characteristics are complete and spelled as the RFC spells them', () => {
  for (const { id, meta, attributes } of toSchemaDocuments(base)) {
    expect(meta.location).toBe(`${base}/Schemas/${id}`)
    for (const one of eachAttribute(attributes)) {
      expect(one.type).toMatch(/^(string|boolean|dateTime|reference|binary|complex)$/)
      expect(one.mutability).toMatch(/^(readOnly|readWrite|immutable|writeOnly)$/)
      expect(one.returned).toMatch(/^(always|never|default|request)$/)
      expect(one.uniqueness).toMatch(/^(none|server|global)$/)
      expect(one.type === 'complex').toBe((one.subAttributes ?? []).length > 0)
      expect(one.type === 'reference').toBe((one.referenceTypes ?? []).length > 0)
      expect(one.description).toMatch(/\.$/)
      expect(JSON.stringify(one)).not.toMatch(/null|\[\]/)
    }
  }
})

test('resource types say where they are and how they are extended', () => {
  const [user, group] = toResourceTypes(base)
  expect(user).toMatchObject({
    id: 'User',
    endpoint: '/Users',
    schemaExtensions: [{ schema: ENTERPRISE_URN, required: false }],
  })
  expect(group).toMatchObject({
    id: 'Group',
    endpoint: '/Groups',
    meta: { location: `${base}/ResourceTypes/Group` },
  })
})

test('the service offers what it has', () => {
  const config = toServiceProviderConfig({ baseUrl: base, etag: false, maxResults: 50 })
  expect(config).toMatchObject({
    patch: { supported: true },
    etag: { supported: false },
    filter: { maxResults: 50 },
  })
  expect([config.bulk.supported, config.sort.supported, config.changePassword.supported]).toEqual([
    false,
    false,
    false,
  ])
  expect(config).not.toHaveProperty('documentationUri')
})
