import {
  apiKeyView,
  changeView,
  checkReport,
  checkResult,
  claimView,
  conflictView,
  connectionView,
  createApiKeyInput,
  createEntraConnectionInput,
  createRealmInput,
  createScimConnectionInput,
  createScimTokenInput,
  createdApiKeyView,
  createdScimTokenView,
  directoryPersonView,
  emailedClaimView,
  errorView,
  eventView,
  grantView,
  groupView,
  invitationView,
  inviteInput,
  identityWhyView,
  mailingEmailView,
  mailingView,
  mappingInput,
  mappingView,
  overviewView,
  realmRef,
  realmView,
  runView,
  scimGroupRow,
  scimRequestDetail,
  scimRequestView,
  scimResourceView,
  scimTokenView,
  scimUserRow,
  selfTestReport,
  smtpInput,
  smtpTestView,
  smtpView,
  startMailingInput,
  startRunInput,
  timelineEntry,
  updateConnectionInput,
  updateRealmInput,
  updateUserInput,
  userDetailView,
  userView,
  userWhyView,
  walletSettings,
  walletSettingsView,
  whyGroup,
  whyStatement,
} from '@rollcall/vocabulary'
import * as z from 'zod'

/** The part of JSON Schema 2020-12 that is looked into here. */
export interface JsonSchema {
  type?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  anyOf?: JsonSchema[]
  $ref?: string
  [keyword: string]: unknown
}

export interface SchemaBook {
  input(schema: z.ZodType): JsonSchema
  output(schema: z.ZodType): JsonSchema
  /** Query strings are text; what is said of them is what they are read as. */
  query(schema: z.ZodObject): JsonSchema
  error(): JsonSchema
  /** Every named schema met so far. */
  components(): Record<string, JsonSchema>
}

const NAMES: Record<string, z.ZodType> = {
  ApiKey: apiKeyView,
  Change: changeView,
  Check: checkResult,
  CheckReport: checkReport,
  Claim: claimView,
  Conflict: conflictView,
  Connection: connectionView,
  CreatedApiKey: createdApiKeyView,
  CreatedScimToken: createdScimTokenView,
  DirectoryPerson: directoryPersonView,
  DirectoryPersonWhy: identityWhyView,
  EmailedClaim: emailedClaimView,
  Error: errorView,
  Event: eventView,
  Grant: grantView,
  Group: groupView,
  Invitation: invitationView,
  MailServer: smtpView,
  MailServerTest: smtpTestView,
  MailServerUpdate: smtpInput,
  Mailing: mailingView,
  MailingEmail: mailingEmailView,
  Mapping: mappingView,
  NewApiKey: createApiKeyInput,
  NewInvitation: inviteInput,
  NewEntraConnection: createEntraConnectionInput,
  NewMailing: startMailingInput,
  NewMapping: mappingInput,
  NewRealm: createRealmInput,
  NewScimConnection: createScimConnectionInput,
  NewScimToken: createScimTokenInput,
  Overview: overviewView,
  Realm: realmView,
  RealmRef: realmRef,
  Run: runView,
  ScimGroup: scimGroupRow,
  ScimRequest: scimRequestView,
  ScimRequestDetail: scimRequestDetail,
  ScimResource: scimResourceView,
  ScimToken: scimTokenView,
  ScimUser: scimUserRow,
  SelfTestReport: selfTestReport,
  StartRun: startRunInput,
  TimelineEntry: timelineEntry,
  ConnectionChange: updateConnectionInput,
  RealmUpdate: updateRealmInput,
  User: userView,
  UserDetail: userDetailView,
  UserUpdate: updateUserInput,
  UserWhy: userWhyView,
  WalletSettings: walletSettingsView,
  WalletSettingsUpdate: walletSettings,
  WhyGroup: whyGroup,
  WhyStatement: whyStatement,
}

/** Turns zod schemas into OpenAPI ones; those with a name become components that the others point to. */
export function createSchemaBook(): SchemaBook {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(NAMES)) registry.add(schema, { id })
  const components: Record<string, JsonSchema> = {}

  const convert = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
    const json = z.toJSONSchema(schema, { io, metadata: registry, unrepresentable: 'any', override: tidy })
    const { $schema: _, $defs, ...own } = pointToComponents(json)
    Object.assign(components, $defs)
    const name = registry.get(schema)?.id
    if (name === undefined) return own
    // A schema that its own definitions hold is given as a pointer to itself; the definition is kept above.
    if (own.$ref === undefined) components[name] = own
    return { $ref: `#/components/schemas/${name}` }
  }
  return {
    input: (schema) => convert(schema, 'input'),
    output: (schema) => convert(schema, 'output'),
    query(schema) {
      const { properties = {} } = convert(schema, 'output')
      const required = convert(schema, 'input').required ?? []
      const plain = Object.entries(properties).map(([name, property]) => [name, asQuery(property)] as const)
      return { type: 'object', properties: Object.fromEntries(plain), required }
    },
    error: () => convert(errorView, 'output'),
    components: () =>
      Object.fromEntries(Object.entries(components).toSorted(([a], [b]) => a.localeCompare(b))),
  }
}

/** Bounds that only say "a safe integer", and patterns that repeat a format, tell a reader nothing. */
function tidy({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  delete jsonSchema['id']
}

/** A flag may be written true or false; a union with text would only confuse. */
function asQuery(property: JsonSchema): JsonSchema {
  return property.anyOf?.some((choice) => choice.type === 'boolean') ? { type: 'boolean' } : property
}

type Converted = JsonSchema & { $defs?: Record<string, JsonSchema> }

/** zod gathers named schemas under `$defs` of each document; here all documents share one set. */
function pointToComponents(json: object): Converted {
  return JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as Converted
}
