import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { DisabledReason, Panel } from '@rollcall/ui'
import { PROFILE_FIELDS, role, ROLE_LABELS, type UserDetailView } from '@rollcall/vocabulary'
import { useMay } from '../../lib/permissions.tsx'
import { UnsavedGuard } from '../../shell/unsaved-guard.tsx'
import { toFieldReason, type EditRights } from './edit-rights.ts'
import { findDirectoryRecord } from './profile-draft.ts'
import { ProfileColumns, ProfileFieldRow } from './profile-field-row.tsx'
import type { ProfileFormState } from './release-field.ts'
import { useProfileForm } from './use-profile-form.ts'

/** Support staff see the fields they may edit; the rest stands in the directory's record. */
const OPERATOR_FIELDS: readonly string[] = ['name', 'givenName', 'surname', 'email']

export interface ProfileFormProps {
  user: UserDetailView
  rights: EditRights
}

/** Who the person is, each field beside what the directory says. */
export function ProfileForm({ user, rights }: ProfileFormProps) {
  const { form, dirty, saving, save } = useProfileForm(user)
  const record = findDirectoryRecord(user)
  const manages = useMay('users.edit')
  const fields = PROFILE_FIELDS.filter((field) => manages || OPERATOR_FIELDS.includes(field))
  return (
    <Panel
      title="Profile"
      description={
        record ? 'These fields are kept as the directory has them, except for those edited here.' : undefined
      }
    >
      <form onSubmit={form.onSubmit(() => void save())} noValidate aria-label={`Profile of ${user.name}`}>
        <Stack gap="md">
          {record ? <ProfileColumns record={record} /> : null}
          {fields.map((field) => (
            <ProfileFieldRow
              key={field}
              field={field}
              form={form}
              edited={user.editedFields.includes(field)}
              record={record}
              reason={toFieldReason(rights, field)}
            />
          ))}
          {manages ? <RoleField form={form} rights={rights} /> : null}
          <Textarea
            label="Description"
            description="A note for colleagues. The directory never sees it."
            autosize
            minRows={2}
            maxRows={8}
            {...form.getInputProps('description')}
          />
          <Group justify="flex-end" gap="xs">
            {dirty ? (
              <Button variant="default" onClick={form.reset}>
                Discard edits
              </Button>
            ) : null}
            <DisabledReason reason={dirty ? null : 'Nothing has been changed yet.'}>
              <Button type="submit" loading={saving}>
                Save person
              </Button>
            </DisabledReason>
          </Group>
        </Stack>
      </form>
      <UnsavedGuard dirty={dirty && !saving} />
    </Panel>
  )
}

function RoleField({ form, rights }: { form: ProfileFormState; rights: EditRights }) {
  return (
    <Select
      label="Role"
      description={rights.role ?? 'What this person may do here once signed in.'}
      maw={320}
      disabled={rights.role !== null}
      allowDeselect={false}
      data={rights.roles.map((value) => ({ value, label: ROLE_LABELS[value] }))}
      value={form.values.role}
      onChange={(value) => form.setFieldValue('role', role.catch(form.values.role).parse(value))}
      error={form.errors['role']}
    />
  )
}
