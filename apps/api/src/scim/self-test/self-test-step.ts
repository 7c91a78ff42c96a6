import type { SelfTestReport } from '@rollcall/vocabulary'
import { isObject } from './is-object.ts'
import type { Played, Player } from './player.ts'

/** One check. Its sentence says what was sent and what came back. */
export interface SelfTestStep {
  readonly id: string
  readonly group: SelfTestReport['checks'][number]['group']
  readonly label: string
  /** Resolves with the sentence, or throws CheckFailure with it. */
  run(player: Player): Promise<string>
}

/** The server did not answer as it should. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
}

/** Throws CheckFailure unless it holds. */
export function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new CheckFailure(otherwise)
}

/** The answer, when it has the status and the media type of SCIM. */
export function mustAnswer(played: Played, status: number, sent: string): Played {
  const { detail } = played.json
  const said = typeof detail === 'string' ? `: ${detail}` : '.'
  must(played.status === status, `${sent} was answered with ${played.status} instead of ${status}${said}`)
  const scim = /^application\/scim\+json(;|$)/.test(played.type)
  must(played.text === '' || scim, `${sent} was answered as ${played.type || 'nothing'}, not as SCIM.`)
  return played
}

/** The answer, when it is a SCIM error of this kind. */
export function mustRefuse(played: Played, status: number, scimType: string | null, sent: string): Played {
  mustAnswer(played, status, sent)
  const { json } = played
  const shaped = json['status'] === String(status) && typeof json['detail'] === 'string'
  must(
    shaped && listAt(json, 'schemas').includes(ERROR_URN),
    `${sent} was refused, but not with a SCIM error.`,
  )
  const type = json['scimType'] ?? null
  must(
    type === scimType,
    `${sent} was refused as ${JSON.stringify(type)} instead of ${JSON.stringify(scimType)}.`,
  )
  return played
}

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** What stands under names that lead to each other; undefined when nothing does. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)
}

export function listAt(value: unknown, ...names: readonly string[]): readonly unknown[] {
  const list = at(value, ...names)
  return Array.isArray(list) ? list : []
}

export function textAt(value: unknown, ...names: readonly string[]): string {
  const text = at(value, ...names)
  return typeof text === 'string' ? text : ''
}
