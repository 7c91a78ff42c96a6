import {
  attributeMirroring,
  DEFAULT_MIRRORING,
  PROFILE_FIELDS,
  type AttributeMirroring,
  type ProfileField,
} from '@rollcall/vocabulary'

/** What fills each profile field: what was chosen for the connection, and the default for what was not. */
export function readMirroring(stored: unknown): AttributeMirroring {
  const chosen = attributeMirroring.partial().safeParse(stored)
  return attributeMirroring.parse({ ...DEFAULT_MIRRORING, ...(chosen.success ? chosen.data : {}) })
}

/** Profile fields that a connection fills; null for all of them. */
export function toMirroredFields(connection: {
  kind: string
  scimMirroring: unknown
}): ProfileField[] | null {
  if (connection.kind !== 'scim') return null
  return toFilledFields(readMirroring(connection.scimMirroring))
}

/** The same for a choice that has been read already. */
export function toFilledFields(mirroring: AttributeMirroring): ProfileField[] | null {
  const filled = PROFILE_FIELDS.filter((field) => mirroring[field] !== null)
  return filled.length === PROFILE_FIELDS.length ? null : filled
}
