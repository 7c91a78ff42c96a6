import { X509Certificate } from 'node:crypto'
import { DEFAULT_BEHAVIOUR } from '../tenant-spec.ts'
import type { AppSpec, Behaviour } from '../tenant-spec.ts'
import type { GroupPatch, UserPatch } from '../directory/directory-object.ts'
import type { Fault, FaultEffect } from '../faults.ts'
import { blankUser } from '../generate/people.ts'
import { completeGroup } from '../generate/groups.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, parseJson } from '../json-value.ts'
import type { AppPatch } from './control.ts'

/** Thrown for a control request that cannot be understood; the text says what to send instead. */
export class BadControlInput extends Error {}

export function objectBody(text: string): JsonObject {
  const value = text === '' ? {} : parseJson(text)
  if (!isJsonObject(value)) throw new BadControlInput('Send a JSON object as the body.')
  return value
}

export type Shape = 'text' | 'flag' | 'number' | 'list' | 'object'

function shapeOf(value: JsonValue): Shape | 'null' {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object') return 'object'
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'flag' : 'number'
}

/** Allows only known names, and for each the kind of value that belongs there. */
export function checkNames(given: JsonObject, known: Readonly<Record<string, readonly Shape[]>>): void {
  for (const [name, value] of Object.entries(given)) {
    const shapes = known[name]
    if (shapes === undefined)
      throw new BadControlInput(`'${name}' is not known here. Known are: ${Object.keys(known).join(', ')}.`)
    const shape = shapeOf(value)
    if (shape !== 'null' && !shapes.includes(shape))
      throw new BadControlInput(`'${name}' must be ${shapes.join(' or ')}, not ${shape}.`)
  }
}

/** A null property of a complete record may hold text or a flag; others keep the shape they have. */
function shapesOf(sample: JsonObject): Record<string, readonly Shape[]> {
  return Object.fromEntries(
    Object.entries(sample).map(([name, value]) => {
      const shape = shapeOf(value)
      return [name, shape === 'null' ? (['text', 'flag'] as const) : [shape]]
    }),
  )
}

const USER_SHAPES = { ...shapesOf(blankUser('', '')), managerId: ['text'] as const }
const GROUP_SHAPES = shapesOf(completeGroup('', '', '', {}))

/** The names and shapes were just compared with those of a complete user. */
export function userPatch(given: JsonObject): UserPatch & { id?: string } {
  checkNames(given, USER_SHAPES)
  return given
}

/** The names and shapes were just compared with those of a complete group. */
export function groupPatch(given: JsonObject): GroupPatch & { id?: string } {
  checkNames(given, GROUP_SHAPES)
  return given
}

const APP_SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  displayName: ['text'],
  roles: ['list'],
  secrets: ['list'],
  certificates: ['list'],
  disabled: ['flag'],
  missingServicePrincipal: ['flag'],
  conditionalAccessPolicy: ['text'],
  redirectUris: ['list'],
  assignmentRequired: ['flag'],
  userRoles: ['object'],
}

function checkCertificates({ certificates }: JsonObject): void {
  if (!Array.isArray(certificates)) return
  for (const one of certificates) {
    const pem = isJsonObject(one) ? one['pem'] : undefined
    if (typeof pem !== 'string' || !isCertificate(pem))
      throw new BadControlInput(
        'Each of certificates needs a pem: a certificate that begins with -----BEGIN CERTIFICATE-----.',
      )
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/** The names and outer shapes were just checked; wrong inner values only hurt the test that sent them. */
export function appPatch(given: JsonObject): AppPatch {
  checkNames(given, APP_SHAPES)
  checkCertificates(given)
  return given
}

export function appSpec(given: JsonObject): AppSpec {
  checkNames(given, { ...APP_SHAPES, clientId: ['text'], requestedRoles: ['list'] })
  checkCertificates(given)
  return given
}

/** As above: names and shapes are checked against the default behaviour. */
export function behaviourPatch(given: JsonObject): Partial<Behaviour> {
  checkNames(given, { ...shapesOf({ ...DEFAULT_BEHAVIOUR }), throttle: ['text', 'object'] })
  return given
}

const EFFECTS: ReadonlySet<string> = new Set<FaultEffect['kind']>([
  'throttle',
  'status',
  'reset',
  'slow',
  'delay',
  'truncate',
  'expire-token',
  'revoke-permission',
  'page-token-expired',
  'delta-reset',
])

/** `{ match: { path, method?, nth?, after?, times? }, effect: { kind, … } }`; the kind is checked here. */
export function faultInput(given: JsonObject): Fault {
  const { match, effect } = given
  if (!isJsonObject(match) || typeof match['path'] !== 'string' || !isJsonObject(effect))
    throw new BadControlInput('A fault needs match.path, a regular expression, and an effect with a kind.')
  checkNames(match, {
    path: ['text'],
    method: ['text'],
    nth: ['number'],
    after: ['number'],
    times: ['number'],
  })
  if (typeof effect['kind'] !== 'string' || !EFFECTS.has(effect['kind']))
    throw new BadControlInput(`The effect's kind must be one of: ${[...EFFECTS].join(', ')}.`)
  return asFault({ match, effect })
}

/** The kind was checked; a wrong detail of an effect only hurts the test that sent it. */
function asFault(value: JsonObject): Fault {
  return value as unknown as Fault
}
