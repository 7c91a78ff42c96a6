import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, FormActions } from '@rollcall/ui'
import { createApiKeyInput, ROLE_LABELS, role, ROLES, type Role } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { useTRPC } from '../../lib/trpc.ts'
import type { CreatedKeyView } from './create-key-dialog.tsx'

const EXPIRIES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: 'never', label: 'Never, until it is deleted' },
]

const ROLE_HINTS: Record<Role, string> = {
  owner: 'Everything an owner may do, including other keys. Prefer a lower role.',
  admin: 'Connections, syncs, settings, people and realms. Enough for automation of syncs.',
  manager: 'People, realms, and running syncs that are set up.',
  operator: 'Reads people and runs; edits people who have not claimed.',
  member: 'Almost nothing: its own profile.',
}

export interface CreateKeyFormProps {
  onCreated: (created: CreatedKeyView) => void
  onCancel: () => void
}

export function CreateKeyForm({ onCreated, onCancel }: CreateKeyFormProps) {
  const form = useForm({ initialValues: { name: '', role: 'admin', expiry: '90' }, validate: toErrors })
  const create = useCreateKey(onCreated, (errors) => form.setErrors(errors))
  const chosen = role.parse(form.values.role)
  return (
    <form noValidate onSubmit={form.onSubmit((values) => create.mutate(toInput(values)))}>
      <Stack>
        {create.isError ? (
          <Callout tone="danger" announce="assertive">
            {toProblem(create.error).message}
          </Callout>
        ) : null}
        <TextInput
          label="Name"
          description="What uses the key, so that you know later what would stop working."
          placeholder="Nightly report"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label="Role"
          description={ROLE_HINTS[chosen]}
          data={ROLES.map((value) => ({ value, label: ROLE_LABELS[value] }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
        />
        <Select
          label="Expires after"
          data={EXPIRIES}
          allowDeselect={false}
          {...form.getInputProps('expiry')}
        />
        <FormActions>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create API key
          </Button>
        </FormActions>
      </Stack>
    </form>
  )
}

function useCreateKey(
  onCreated: (created: CreatedKeyView) => void,
  onRefused: (errors: Record<string, string>) => void,
) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.keys.create.mutationOptions({
      onSuccess: (created) => {
        void queryClient.invalidateQueries({ queryKey: trpc.keys.list.queryKey() })
        onCreated(created)
      },
      onError: (error) => onRefused(toFieldErrors(toProblem(error))),
    }),
  )
}

interface KeyValues {
  name: string
  role: string
  expiry: string
}

function toInput(values: KeyValues) {
  const expiresInDays = values.expiry === 'never' ? null : Number(values.expiry)
  return { name: values.name, role: role.parse(values.role), expiresInDays }
}

function toErrors(values: KeyValues): Record<string, string> {
  const result = createApiKeyInput.safeParse(toInput(values))
  return Object.fromEntries(
    (result.error?.issues ?? []).map((issue) => [issue.path.join('.'), issue.message]),
  )
}
