import { guidOf, seedFromText } from '../seeded-random.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import type { CycleContext } from './cycle-context.ts'
import type { LogSubject } from './provisioning-log.ts'
import { filterQuery, TargetRefusal } from './scim-target.ts'
import { parseTargetPath } from './target-path.ts'

const JOB: LogSubject = { kind: 'job', id: '', name: 'Provisioning' }

/** Searches for somebody who cannot exist. Anything but 200 and an empty list is a refusal. */
export async function probeTarget(context: CycleContext): Promise<void> {
  const { settings, tenant, target, dialect } = context
  const nobody = guidOf(seedFromText(tenant.seed, settings.baseUrl), target.sent)
  const probes = [{ path: '/Users', query: [filterQuery(settings.matchingAttribute, nobody)] }]
  if (settings.groups !== 'none')
    probes.push({
      path: '/Groups',
      query: ['excludedAttributes=members', filterQuery('displayName', nobody)],
    })
  for (const probe of probes) {
    const found = await target.find({ action: 'probe', subject: JOB, ...probe, dialect })
    if (found.length > 0)
      throw new TargetRefusal(
        `A search of ${probe.path} for a random id found somebody. The filter is ignored.`,
        200,
      )
  }
}

/** What the configuration page learns about a target. */
export type SchemaReading = {
  /** Whether PATCH is supported, by ServiceProviderConfig; null when it does not say. */
  patch: boolean | null
  /** Attributes of users that /Schemas lists, sub-attributes dotted, extensions behind their URN and a colon. */
  attributes: string[]
  /** Targets of the mapping that /Schemas does not list. */
  missing: string[]
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : []
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function namesIn(schema: JsonObject, prefix: string): string[] {
  return objects(schema['attributes']).flatMap((attribute) => {
    const name = `${prefix}${text(attribute['name'])}`
    return [name, ...objects(attribute['subAttributes']).map((sub) => `${name}.${text(sub['name'])}`)]
  })
}

/** `emails[type eq "work"].value` is listed as `emails.value`. */
function listedName(target: string): string {
  const path = parseTargetPath(target)
  if (path === undefined) return target
  const { extension, attribute, sub } = path
  return `${extension === undefined ? '' : `${extension}:`}${attribute}${sub === undefined ? '' : `.${sub}`}`
}

/** Reads what Entra reads when its configuration page opens and on save. */
export async function readSchemas(context: CycleContext): Promise<SchemaReading> {
  const { settings, target, dialect } = context
  const read = async (path: string): Promise<JsonObject> => {
    const { json } = await target.call({ action: 'read-schemas', subject: JOB, method: 'GET', path, dialect })
    return isJsonObject(json) ? json : {}
  }
  const config = await read('/ServiceProviderConfig')
  const patch = isJsonObject(config['patch']) ? config['patch']['supported'] : undefined
  const schemas = objects((await read('/Schemas'))['Resources'])
  const attributes = schemas
    .filter(({ id }) => text(id).endsWith(':User'))
    .flatMap((schema) => {
      const id = text(schema['id'])
      return namesIn(schema, id.includes(':extension:') ? `${id}:` : '')
    })
  const known = new Set([...attributes, 'externalId'].map((name) => name.toLowerCase()))
  const missing = settings.mapping
    .map((row) => row.target)
    .filter((name) => !known.has(listedName(name).toLowerCase()))
  return { patch: typeof patch === 'boolean' ? patch : null, attributes, missing }
}
