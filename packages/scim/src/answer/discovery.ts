import type { AttributeDefinition, SchemaDefinition } from '../schema/attribute-definition.ts'
import { EXTERNAL_ID, ID } from '../schema/common-attributes.ts'
import { SCHEMAS } from '../schema/schemas.ts'
import {
  ENTERPRISE_URN,
  GROUP_URN,
  RESOURCE_TYPE_URN,
  SCHEMA_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  USER_URN,
} from '../urns.ts'

/** An attribute as /Schemas lists it: RFC 7643 section 7. Lists that do not apply are left out. */
export interface AttributeDocument {
  readonly name: string
  readonly type: string
  readonly multiValued: boolean
  readonly description: string
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: string
  readonly returned: string
  readonly uniqueness: string
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly AttributeDocument[]
}

export interface SchemaDocument {
  readonly schemas: readonly [typeof SCHEMA_URN]
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDocument[]
  readonly meta: { readonly resourceType: 'Schema'; readonly location: string }
}

/** The documents of /Schemas. `baseUrl` has no slash at its end. */
export function toSchemaDocuments(baseUrl: string): SchemaDocument[] {
  // The RFC takes these two for granted, but a client that offers what it finds here would not offer them.
  const common = [ID, EXTERNAL_ID]
  return [
    toSchemaDocument(SCHEMAS.User, common, baseUrl),
    toSchemaDocument(SCHEMAS.Group, common, baseUrl),
    toSchemaDocument(SCHEMAS.EnterpriseUser, [], baseUrl),
  ]
}

function toSchemaDocument(
  schema: SchemaDefinition,
  common: readonly AttributeDefinition[],
  baseUrl: string,
): SchemaDocument {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    // A password that is listed would be sent.
    attributes: [...common, ...schema.attributes]
      .filter((attribute) => attribute.returned !== 'never')
      .map(toAttributeDocument),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  }
}

function toAttributeDocument(attribute: AttributeDefinition): AttributeDocument {
  const { canonicalValues, referenceTypes, subAttributes, ...characteristics } = attribute
  return {
    ...characteristics,
    ...(canonicalValues.length > 0 ? { canonicalValues } : {}),
    ...(referenceTypes.length > 0 ? { referenceTypes } : {}),
    ...(subAttributes.length > 0 ? { subAttributes: subAttributes.map(toAttributeDocument) } : {}),
  }
}

export interface ResourceTypeDocument {
  readonly schemas: readonly [typeof RESOURCE_TYPE_URN]
  readonly id: string
  readonly name: string
  readonly description: string
  readonly endpoint: string
  readonly schema: string
  readonly schemaExtensions?: readonly { readonly schema: string; readonly required: boolean }[]
  readonly meta: { readonly resourceType: 'ResourceType'; readonly location: string }
}

/** The documents of /ResourceTypes. */
export function toResourceTypes(baseUrl: string): ResourceTypeDocument[] {
  return [
    {
      schemas: [RESOURCE_TYPE_URN],
      id: 'User',
      name: 'User',
      description: 'A person',
      endpoint: '/Users',
      schema: USER_URN,
      schemaExtensions: [{ schema: ENTERPRISE_URN, required: false }],
      meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/User` },
    },
    {
      schemas: [RESOURCE_TYPE_URN],
      id: 'Group',
      name: 'Group',
      description: 'A group of people',
      endpoint: '/Groups',
      schema: GROUP_URN,
      meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/Group` },
    },
  ]
}

/** The document of /ServiceProviderConfig. What this package cannot do is not offered, whoever uses it. */
export function toServiceProviderConfig(options: {
  readonly baseUrl: string
  readonly etag: boolean
  readonly maxResults: number
  readonly documentationUri?: string
}) {
  const { baseUrl, etag, maxResults, documentationUri } = options
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    ...(documentationUri === undefined ? {} : { documentationUri }),
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: etag },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'The secret token of the connection, sent as a bearer token.',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  } as const
}
