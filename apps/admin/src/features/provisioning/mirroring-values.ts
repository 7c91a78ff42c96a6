import {
  DEFAULT_MIRRORING,
  SCIM_SOURCES,
  type AttributeMirroring,
  type ScimSource,
  scimSource,
} from '@rollcall/vocabulary'

export type MirroredField = keyof AttributeMirroring

/** Which attribute fills each field, as a form holds it: empty text leaves the field to people here. */
export type MirroringValues = Record<MirroredField, string>

export const MIRRORED_FIELDS = [
  'name',
  'givenName',
  'surname',
  'email',
  'jobTitle',
  'department',
  'employeeId',
] as const satisfies readonly MirroredField[]

export function toMirroringValues(mirroring: AttributeMirroring): MirroringValues {
  return mapFields((field) => mirroring[field] ?? '')
}

export function toDefaultValues(): MirroringValues {
  return mapFields((field) => DEFAULT_MIRRORING[field])
}

/** Only the fields that differ from what is stored are sent. */
export function toMirroringUpdate(
  values: MirroringValues,
  stored: MirroringValues,
): Partial<AttributeMirroring> {
  const update: Partial<AttributeMirroring> = {}
  for (const field of MIRRORED_FIELDS) {
    if (values[field] === stored[field]) continue
    const source = scimSource.safeParse(values[field]).data ?? null
    if (field !== 'name') update[field] = source
    else if (source) update.name = source
  }
  return update
}

const HINTS: Partial<Record<ScimSource, string>> = {
  userName: 'not for email: Entra renames it when someone is deleted there',
  externalId: 'the client’s own key',
}

/** Every attribute that may fill a field, with a remark where its name misleads. */
export function toSourceOptions(field: MirroredField): { value: string; label: string }[] {
  const sources = SCIM_SOURCES.map((value) => {
    const hint = HINTS[value]
    return { value, label: hint && field === 'email' ? `${value} (${hint})` : value }
  })
  return field === 'name' ? sources : [...sources, { value: '', label: 'Leave to people here' }]
}

/** The profile fields that an attribute fills. */
export function findFilledFields(mirroring: AttributeMirroring, source: string): MirroredField[] {
  return MIRRORED_FIELDS.filter((field) => mirroring[field] === source)
}

function mapFields(read: (field: MirroredField) => string): MirroringValues {
  return {
    name: read('name'),
    givenName: read('givenName'),
    surname: read('surname'),
    email: read('email'),
    jobTitle: read('jobTitle'),
    department: read('department'),
    employeeId: read('employeeId'),
  }
}
