import type { App } from '../app-registration.ts'
import type { JsonObject } from '../json-value.ts'
import { contextOf, selectedProperties } from '../odata/select.ts'
import type { GraphAnswer, GraphContext } from './graph-context.ts'
import { collectionAnswer, metadataUrl, pageSizeOf, nextLink } from './graph-context.ts'
import { notFound } from './graph-problem.ts'
import type { CollectionName } from './graph-route.ts'
import { pick } from './render.ts'

function narrowed(context: GraphContext, record: JsonObject): JsonObject {
  const { select } = context.query
  if (select === undefined) return record
  return pick(record, select.includes('id') ? select : ['id', ...select], 'full')
}

/** `GET /organization`. */
export function answerOrganization(context: GraphContext): GraphAnswer {
  const { tenantId, displayName, domain, initialDomain } = context.tenant
  const record: JsonObject = {
    id: tenantId,
    displayName,
    tenantType: 'AAD',
    countryLetterCode: 'FR',
    createdDateTime: '2017-03-06T08:00:00Z',
    verifiedDomains: [
      {
        capabilities: 'Email, OfficeCommunicationsOnline',
        isDefault: true,
        isInitial: false,
        name: domain,
        type: 'Managed',
      },
      { capabilities: 'Email', isDefault: false, isInitial: true, name: initialDomain, type: 'Managed' },
    ],
  }
  const head = { '@odata.context': metadataUrl(context, contextOf('organization', context.query)) }
  return collectionAnswer(head, JSON.stringify(narrowed(context, record)))
}

/** The certificate itself comes only to those who name `keyCredentials` in `$select`. */
function applicationRecord(app: App, withKeys: boolean): JsonObject {
  return {
    id: app.objectId,
    appId: app.clientId,
    displayName: app.displayName,
    signInAudience: 'AzureADMyOrg',
    passwordCredentials: app.secrets.map((secret) => ({
      customKeyIdentifier: null,
      displayName: secret.displayName,
      endDateTime: secret.expiresAt,
      hint: secret.value.slice(0, 3),
      keyId: secret.id,
      secretText: null,
      startDateTime: secret.startsAt,
    })),
    keyCredentials: app.certificates.map(({ keyId, certificate, customKeyIdentifier }) => ({
      customKeyIdentifier,
      displayName: certificate.subject,
      endDateTime: new Date(certificate.validTo).toISOString(),
      key: withKeys ? certificate.raw.toString('base64') : null,
      keyId,
      startDateTime: new Date(certificate.validFrom).toISOString(),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
    })),
  }
}

/** `GET /applications(appId='…')`. */
export function answerApplication(context: GraphContext, clientId: string): GraphAnswer {
  const app = context.tenant.findApp(clientId)
  if (app === undefined) throw notFound(clientId)
  const head = {
    '@odata.context': metadataUrl(context, `${contextOf('applications', context.query)}/$entity`),
  }
  const record = applicationRecord(app, context.query.select?.includes('keyCredentials') ?? false)
  return { type: 'json', body: JSON.stringify({ ...head, ...narrowed(context, record) }) }
}

/** `GET /directory/deletedItems/microsoft.graph.user` and `.group`. */
export function answerDeletedItems(context: GraphContext, of: CollectionName): GraphAnswer {
  const { users, groups } = context.tenant.store
  const names = selectedProperties(context.query, of === 'users' ? 'user' : 'group')
  const records: JsonObject[] = of === 'users' ? [...users.eachSoftDeleted()] : groups.softDeleted()
  const size = pageSizeOf(context, 100)
  const from = typeof context.token?.at['from'] === 'number' ? context.token.at['from'] : 0
  const path = `directory/deletedItems/microsoft.graph.${of === 'users' ? 'user' : 'group'}`
  const head: JsonObject = {
    '@odata.context': metadataUrl(context, contextOf(of, context.query)),
    ...(from + size < records.length
      ? { '@odata.nextLink': nextLink(context, path, { from: from + size }) }
      : {}),
  }
  const items = records.slice(from, from + size).map((record) => JSON.stringify(pick(record, names, 'full')))
  return collectionAnswer(head, items.join())
}
