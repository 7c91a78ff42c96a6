import { toReadPerson, type PushedPerson } from '@rollcall/db'
import { foldCase, type ScimResource } from '@rollcall/scim'
import type { ScimRules } from './provider-call.ts'
import { toMatchKeys } from './match-keys.ts'
import { toMirroredPerson } from './to-mirrored-person.ts'

/** A User ready to be stored and mirrored. */
export function toPushedPerson(
  { connectionId, mirroring }: Pick<ScimRules, 'connectionId' | 'mirroring'>,
  id: string,
  document: ScimResource,
): PushedPerson {
  return {
    id,
    connectionId,
    userNameKey: foldCase(textOf(document['userName']) ?? ''),
    externalId: textOf(document['externalId']),
    matchKeys: toMatchKeys(document),
    document,
    mirror: toReadPerson(toMirroredPerson(id, document, mirroring)),
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
