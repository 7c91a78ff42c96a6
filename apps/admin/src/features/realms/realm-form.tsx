import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { createRealmInput, toSlug } from '@rollcall/vocabulary'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { RealmColorField, type RealmColor } from './realm-color.tsx'

export interface RealmDraft {
  name: string
  slug: string
  color: RealmColor
  description: string
}

export interface RealmFormProps {
  initial: RealmDraft
  submitLabel: string
  onCancel: () => void
  /** Rejects when the server refuses; the reasons then stand beside the fields. */
  onSubmit: (draft: RealmDraft) => Promise<unknown>
}

/** Name, address, colour and description of a realm. */
export function RealmForm({ initial, submitLabel, onCancel, onSubmit }: RealmFormProps) {
  const form = useForm<RealmDraft>({ initialValues: initial, validate: validateRealm })
  async function submit(draft: RealmDraft) {
    form.setSubmitting(true)
    try {
      await onSubmit(toTrimmed(draft))
    } catch (error) {
      const problem = toProblem(error)
      const fields = toFieldErrors(problem)
      if (problem.code === 'already_exists' && Object.keys(fields).length === 0)
        fields['slug'] = problem.message
      form.setErrors(Object.keys(fields).length > 0 ? fields : { name: problem.message })
    } finally {
      form.setSubmitting(false)
    }
  }
  return (
    <form onSubmit={form.onSubmit((draft) => void submit(draft))} noValidate>
      <Stack gap="md">
        <TextInput label="Name" withAsterisk required data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label="Address"
          description={`Used in links and by the API. ${form.values.slug === '' ? 'Left empty, it is made from the name.' : ''}`}
          placeholder={form.values.name.trim() === '' ? '' : toSlug(form.values.name)}
          {...form.getInputProps('slug')}
        />
        <RealmColorField value={form.values.color} onChange={(color) => form.setFieldValue('color', color)} />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxRows={6}
          {...form.getInputProps('description')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={form.submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function toTrimmed(draft: RealmDraft): RealmDraft {
  return { ...draft, name: draft.name.trim(), slug: draft.slug.trim(), description: draft.description.trim() }
}

function validateRealm(draft: RealmDraft): Record<string, string> {
  const { slug, ...rest } = toTrimmed(draft)
  const result = createRealmInput.safeParse(slug === '' ? rest : { ...rest, slug })
  if (result.success) return {}
  const errors: Record<string, string> = {}
  for (const issue of result.error.issues) {
    errors[String(issue.path[0] ?? 'name')] ??=
      issue.code === 'too_big' ? 'This is too long. Shorten it.' : issue.message
  }
  return errors
}
