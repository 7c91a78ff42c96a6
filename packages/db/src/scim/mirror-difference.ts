import { toReadPerson } from '../sync/mirror-people.ts'
import type { PushedPerson } from './pushed-person.ts'

/** What of the mirror's row a push changes: only whether the account is enabled, or the texts as well. */
export type MirrorDifference = 'none' | 'enabled' | 'all'

/** The row as it is; its hash in hexadecimal. */
export interface StoredMirror {
  readonly mirror_hash: string | null
  readonly mirror_external_id: string | null
}

export function mirrorDifference(
  { externalId, mirror }: PushedPerson,
  stored: StoredMirror,
): MirrorDifference {
  if (stored.mirror_external_id !== externalId) return 'all'
  if (stored.mirror_hash === mirror.hash) return 'none'
  const switched = toReadPerson({ ...mirror.user, accountEnabled: !mirror.user.accountEnabled })
  return stored.mirror_hash === switched.hash ? 'enabled' : 'all'
}
