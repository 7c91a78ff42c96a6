import {
  mayManageRole,
  may,
  PROFILE_FIELDS,
  PROFILE_LABELS,
  type ProfileField,
  type Role,
  ROLE_LABELS,
  type UpdateUserInput,
  type UserStatus,
} from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'
import type { Profile } from '../matching/directory-profile.ts'

/** The person as they are before the edit. */
export interface EditedPerson {
  readonly profile: Profile
  readonly description: string | null
  readonly role: Role
  readonly status: UserStatus
  readonly registered: boolean
  readonly editedFields: readonly ProfileField[]
  /** What the directory says, from the record that still holds them; null without one. */
  readonly directory: Profile | null
}

export interface FieldEdit {
  readonly field: ProfileField | 'description'
  readonly before: string | null
  readonly after: string | null
}

export interface UserEdit {
  readonly fields: readonly FieldEdit[]
  readonly editedFields: readonly ProfileField[]
  readonly role: Role | null
  readonly status: UserStatus | null
}

/** What support staff may change about someone who has not claimed the account yet, besides realms. */
const OPERATOR_FIELDS: readonly string[] = ['name', 'givenName', 'surname', 'email', 'description']

/**
 * What an edit comes to, or the refusal: who may change what is decided here and nowhere else. Values that are
 * already so are no change, so that a form may send everything it shows.
 */
export function planUserEdit(person: EditedPerson, input: UpdateUserInput, holder: Role): UserEdit {
  const fields = [...toProfileEdits(person, input), ...toDescriptionEdit(person, input)]
  const role = input.role !== undefined && input.role !== person.role ? input.role : null
  const status = input.status !== undefined && input.status !== person.status ? input.status : null
  const editedFields = toEditedFields(person, input, fields)
  refuseForRole(person, holder, { fields, role, status, released: input.useDirectory ?? [] })
  return { fields, editedFields, role, status }
}

function toProfileEdits(person: EditedPerson, input: UpdateUserInput): FieldEdit[] {
  const released = new Set(input.useDirectory ?? [])
  return PROFILE_FIELDS.flatMap((field) => {
    if (released.has(field)) return toReleasedEdit(person, input, field)
    const after = input[field]
    const before = person.profile[field]
    return after === undefined || after === before ? [] : [{ field, before, after }]
  })
}

function toReleasedEdit(person: EditedPerson, input: UpdateUserInput, field: ProfileField): FieldEdit[] {
  const label = PROFILE_LABELS[field]
  if (input[field] !== undefined) {
    const message = `${label} cannot have a new value and the directory's value at once. Send one of them.`
    throw new DirectoryError('invalid_input', message, [{ path: `useDirectory.${field}`, message }])
  }
  if (!person.directory) {
    throw new DirectoryError(
      'conflict',
      `No directory holds this person, so there is no value to use for ${label}.`,
    )
  }
  const before = person.profile[field]
  const after = person.directory[field]
  return after === before ? [] : [{ field, before, after }]
}

function toDescriptionEdit(person: EditedPerson, input: UpdateUserInput): FieldEdit[] {
  const after = input.description
  const before = person.description
  return after === undefined || after === before ? [] : [{ field: 'description', before, after }]
}

/** Without a directory record nothing could overwrite the field, so nothing has to be remembered. */
function toEditedFields(
  person: EditedPerson,
  input: UpdateUserInput,
  fields: readonly FieldEdit[],
): readonly ProfileField[] {
  const released = new Set(input.useDirectory ?? [])
  const changed = new Set(fields.map((edit) => edit.field))
  return PROFILE_FIELDS.filter((field) => {
    if (released.has(field)) return false
    return person.editedFields.includes(field) || (changed.has(field) && person.directory !== null)
  })
}

interface Wanted extends Pick<UserEdit, 'fields' | 'role' | 'status'> {
  released: readonly ProfileField[]
}

function refuseForRole(person: EditedPerson, holder: Role, wanted: Wanted): void {
  if (!may(holder, 'users.editUnclaimed')) {
    throw new DirectoryError('forbidden', 'Your role does not allow editing people.')
  }
  if (!mayManageRole(holder, person.role)) {
    throw new DirectoryError('forbidden', `${ROLE_LABELS[holder]}s cannot edit ${anyone(person.role)}.`)
  }
  if (!may(holder, 'users.edit')) refuseForOperator(person, wanted)
  if (wanted.role !== null && !(may(holder, 'users.setRole') && mayManageRole(holder, wanted.role))) {
    throw new DirectoryError(
      'forbidden',
      `${ROLE_LABELS[holder]}s cannot make someone ${anyone(wanted.role)}.`,
    )
  }
}

function refuseForOperator(person: EditedPerson, wanted: Wanted): void {
  if (person.registered) {
    throw new DirectoryError(
      'forbidden',
      'This person has claimed the account. Operators can only edit people who have not.',
    )
  }
  const touched = [...wanted.fields.map((edit) => edit.field), ...wanted.released]
  const beyond = touched.filter((field) => !OPERATOR_FIELDS.includes(field))
  if (beyond.length === 0 && wanted.role === null && wanted.status === null) return
  throw new DirectoryError(
    'forbidden',
    'Operators can only change the name, email, description and realms of a person. Ask a manager for the rest.',
  )
}

function anyone(role: Role): string {
  return `${/^[aeio]/.test(role) ? 'an' : 'a'} ${ROLE_LABELS[role].toLowerCase()}`
}
