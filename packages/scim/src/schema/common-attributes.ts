import { attribute, type AttributeDefinition } from './attribute-definition.ts'

const READ_ONLY = { mutability: 'readOnly' } as const

/** What every resource has: RFC 7643 section 3.1. */
export const ID = attribute('id', 'The identifier this service gave the resource. It never changes.', {
  ...READ_ONLY,
  caseExact: true,
  returned: 'always',
  uniqueness: 'server',
})

export const EXTERNAL_ID = attribute('externalId', 'The identifier the provisioning client gave.', {
  caseExact: true,
})

export const RESOURCE_SCHEMAS = attribute('schemas', 'The schemas the resource is made of.', {
  ...READ_ONLY,
  type: 'reference',
  multiValued: true,
  caseExact: true,
  returned: 'always',
  referenceTypes: ['uri'],
})

export const META = attribute('meta', 'What this service knows about the resource.', {
  ...READ_ONLY,
  type: 'complex',
  subAttributes: [
    attribute('resourceType', 'User or Group.', { ...READ_ONLY, caseExact: true }),
    attribute('created', 'When the resource was created.', { ...READ_ONLY, type: 'dateTime' }),
    attribute('lastModified', 'When the resource last changed.', { ...READ_ONLY, type: 'dateTime' }),
    attribute('location', 'The address of the resource.', {
      ...READ_ONLY,
      type: 'reference',
      caseExact: true,
      referenceTypes: ['uri'],
    }),
    attribute('version', 'The entity tag of the resource.', { ...READ_ONLY, caseExact: true }),
  ],
})

/** Paths reach these like attributes of the core schema; documents of /Schemas list only `id` and `externalId`. */
export const COMMON_ATTRIBUTES: readonly AttributeDefinition[] = [ID, EXTERNAL_ID, META, RESOURCE_SCHEMAS]
