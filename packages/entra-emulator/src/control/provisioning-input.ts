import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject } from '../json-value.ts'
import { isSourceName, SOURCE_NAMES } from '../provisioning/attribute-mapping.ts'
import type { OnDemandInput } from '../provisioning/provision-on-demand.ts'
import type { ProvisioningSettings } from '../provisioning/settings.ts'
import { parseTargetPath } from '../provisioning/target-path.ts'
import { BadControlInput, checkNames } from './control-input.ts'
import type { Shape } from './control-input.ts'

const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  baseUrl: ['text'],
  token: ['text'],
  dialect: ['text'],
  matchingAttribute: ['text'],
  externalId: ['text'],
  mapping: ['list'],
  scope: ['text', 'object'],
  groups: ['text', 'list'],
  deletionThreshold: ['number'],
  skipOutOfScopeDeletions: ['flag'],
  membersPerRequest: ['number'],
  requestsPerSecond: ['number'],
  maxInFlight: ['number'],
  timeoutMs: ['number'],
  userAgent: ['text'],
  caPem: ['text'],
  quarantineFloor: ['number'],
}

/** Null says something in these; elsewhere it would only hide a mistake. */
const NULLABLE: ReadonlySet<string> = new Set([
  'deletionThreshold',
  'requestsPerSecond',
  'userAgent',
  'caPem',
])

function checkChoice(given: JsonObject, name: string, choices: readonly string[]): void {
  const value = given[name]
  if (typeof value === 'string' && !choices.includes(value))
    throw new BadControlInput(`'${name}' must be one of: ${choices.join(', ')}.`)
}

function checkMapping(mapping: JsonValue | undefined): void {
  if (!Array.isArray(mapping)) return
  for (const row of mapping) {
    const { target, source } = isJsonObject(row) ? row : {}
    if (typeof target !== 'string' || parseTargetPath(target) === undefined)
      throw new BadControlInput("Each row of 'mapping' needs a target such as title or name.givenName.")
    if (typeof source !== 'string' || !isSourceName(source))
      throw new BadControlInput(`A mapping's source must be one of: ${[...SOURCE_NAMES].join(', ')}.`)
  }
}

function checkIds(name: string, value: JsonValue | undefined): void {
  if (Array.isArray(value) && !value.every((id) => typeof id === 'string'))
    throw new BadControlInput(`'${name}' must hold object ids.`)
}

/** Every name and value was just checked against what the settings allow. */
function asSettings(given: JsonObject): Partial<ProvisioningSettings> {
  return given
}

export function provisioningChange(given: JsonObject): Partial<ProvisioningSettings> {
  checkNames(given, SHAPES)
  for (const [name, value] of Object.entries(given))
    if (value === null && !NULLABLE.has(name)) throw new BadControlInput(`'${name}' cannot be null.`)
  checkChoice(given, 'dialect', ['legacy', 'compliant'])
  checkChoice(given, 'externalId', ['mailNickname', 'objectId'])
  checkChoice(given, 'groups', ['none', 'all'])
  checkChoice(given, 'scope', ['all'])
  checkIds('groups', given['groups'])
  checkMapping(given['mapping'])
  if (isJsonObject(given['scope'])) {
    checkNames(given['scope'], { groups: ['list'], users: ['list'] })
    for (const [name, ids] of Object.entries(given['scope'])) checkIds(name, ids)
  }
  return asSettings(given)
}

export function provisioningSettings(given: JsonObject): ProvisioningSettings {
  const { baseUrl, token, ...rest } = provisioningChange(given)
  if (baseUrl === undefined || token === undefined)
    throw new BadControlInput('Provisioning needs the baseUrl and the token that the target shows.')
  return { baseUrl, token, ...rest }
}

export function onDemandInput({ userId, groupId, memberIds }: JsonObject): OnDemandInput {
  if (typeof userId === 'string') return { userId }
  if (typeof groupId !== 'string') throw new BadControlInput('Name a userId or a groupId.')
  if (!Array.isArray(memberIds)) return { groupId }
  return { groupId, memberIds: memberIds.filter((id) => typeof id === 'string') }
}
