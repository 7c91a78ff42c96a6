import type { UseFormReturnType } from '@mantine/form'
import type { ProfileField } from '@rollcall/vocabulary'
import type { ProfileDraft } from './profile-draft.ts'

export type ProfileFormState = UseFormReturnType<ProfileDraft>

/** Takes the directory's value into the form; it is stored, and followed again, when the form is saved. */
export function releaseField(form: ProfileFormState, field: ProfileField, value: string | null): void {
  form.setFieldValue(field, value ?? '')
  form.setFieldValue('released', (released) => [...released.filter((other) => other !== field), field])
}
