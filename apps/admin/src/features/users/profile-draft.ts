import {
  PROFILE_FIELDS,
  updateUserInput,
  type DirectoryRecordView,
  type ProfileField,
  type Role,
  type UpdateUserInput,
  type UserDetailView,
} from '@rollcall/vocabulary'

/** The form of one person: every profile field as text, and which of them go back to the directory's value. */
export interface ProfileDraft extends Record<ProfileField, string> {
  description: string
  role: Role
  released: ProfileField[]
}

export function toProfileDraft(user: UserDetailView): ProfileDraft {
  return {
    name: user.name,
    givenName: user.givenName ?? '',
    surname: user.surname ?? '',
    email: user.email ?? '',
    jobTitle: user.jobTitle ?? '',
    department: user.department ?? '',
    employeeId: user.employeeId ?? '',
    description: user.description ?? '',
    role: user.role,
    released: [],
  }
}

/** The record that fills the profile: the first of a directory the person has not left. */
export function findDirectoryRecord(user: UserDetailView): DirectoryRecordView | null {
  return user.directory.find((record) => record.leftAt === null) ?? null
}

/** Only what changed, so that a person who edits a name does not mark every other field as edited. */
export function toUpdate(draft: ProfileDraft, user: UserDetailView): UpdateUserInputText {
  const before = toProfileDraft(user)
  const update: UpdateUserInputText = {}
  for (const field of PROFILE_FIELDS) {
    if (draft.released.includes(field)) continue
    if (draft[field].trim() !== before[field]) update[field] = draft[field].trim()
  }
  if (draft.description.trim() !== before.description) update.description = draft.description.trim()
  if (draft.role !== before.role) update.role = draft.role
  if (draft.released.length > 0) update.useDirectory = draft.released
  return update
}

export type UpdateUserInputText = Partial<
  Record<ProfileField | 'description', string> & Pick<UpdateUserInput, 'role' | 'useDirectory'>
>

export function isUnchanged(update: UpdateUserInputText): boolean {
  return Object.keys(update).length === 0
}

/** One message per field that the server would refuse. */
export function validateProfile(draft: ProfileDraft): Partial<Record<keyof ProfileDraft, string>> {
  const { released: _released, ...fields } = draft
  const result = updateUserInput.safeParse(fields)
  if (result.success) return {}
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? '')
    errors[field] ??= issue.code === 'too_big' ? 'This is too long. Shorten it.' : issue.message
  }
  return errors
}
