import type { ConnectionKind, UpdateConnectionInput } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

/** Settings of one kind of connection alone; all others both have. */
const OWN = {
  entra: [
    'directoryId',
    'clientId',
    'clientSecret',
    'certificate',
    'secretExpiresAt',
    'force',
    'groupIds',
    'cloud',
    'includeNested',
    'includeGuests',
    'fullEveryDays',
  ],
  scim: ['mirroring', 'keepRequestsDays'],
} as const satisfies Record<ConnectionKind, readonly (keyof UpdateConnectionInput)[]>

const MESSAGES = {
  entra:
    'Leave this out: only a connection that a client pushes to has it, and this one reads its directory.',
  scim: 'Leave this out: only a connection that reads a directory has it, and this one is pushed to by its client.',
} as const satisfies Record<ConnectionKind, string>

/** Throws `invalid_input` for settings that a connection of this kind does not have. */
export function refuseForeignSettings(kind: ConnectionKind, edit: UpdateConnectionInput): void {
  const foreign = OWN[kind === 'scim' ? 'entra' : 'scim']
  const issues = foreign
    .filter((field) => edit[field] !== undefined)
    .map((path) => ({ path, message: MESSAGES[kind] }))
  const [first] = issues
  if (first) throw new DirectoryError('invalid_input', `${first.path}: ${first.message}`, issues)
}
