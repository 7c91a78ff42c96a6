import { Button, MultiSelect, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, FormActions } from '@rollcall/ui'
import { inviteInput, realmId, role, ROLE_LABELS, type Role } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMe } from '../../lib/permissions.tsx'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { EmailUnavailable } from '../../shell/email-unavailable.tsx'
import { ROLE_HINTS, toGivenRoles } from './invitation-words.ts'
import { NoMailServer } from './no-mail-server.tsx'

export interface InviteValues {
  email: string
  name: string
  role: Role
  realmIds: string[]
}

const EMPTY: InviteValues = { email: '', name: '', role: 'member', realmIds: [] }

export interface InviteFormProps {
  initial?: InviteValues | undefined
  onDone: () => void
  onCancel: () => void
}

export function InviteForm({ initial = EMPTY, onDone, onCancel }: InviteFormProps) {
  const me = useMe()
  const form = useForm<InviteValues>({ initialValues: initial, validate: schemaErrors(inviteInput) })
  const send = useInvite(onDone, (errors) => form.setErrors(errors))
  return (
    <form noValidate onSubmit={form.onSubmit((values) => send.mutate(toInput(values)))}>
      <Stack>
        {send.isError ? <InviteProblem error={send.error} /> : <NoMailServer />}
        <TextInput
          label="Email"
          type="email"
          description="The link goes to this address and works for 7 days."
          required
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <TextInput label="Name" required autoComplete="off" {...form.getInputProps('name')} />
        <Select
          label="Role"
          description={ROLE_HINTS[form.values.role]}
          data={toGivenRoles(me.role).map((value) => ({ value, label: ROLE_LABELS[value] }))}
          allowDeselect={false}
          {...form.getInputProps('role')}
          onChange={(value) => form.setFieldValue('role', role.parse(value))}
        />
        <RealmsField value={form.values.realmIds} onChange={(ids) => form.setFieldValue('realmIds', ids)} />
        <FormActions>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={send.isPending}>
            Send invitation
          </Button>
        </FormActions>
      </Stack>
    </form>
  )
}

function toInput({ realmIds, ...values }: InviteValues) {
  return { ...values, realmIds: realmIds.map((id) => realmId.parse(id)) }
}

function useInvite(onDone: () => void, onRefused: (errors: Record<string, string>) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.invitations.invite.mutationOptions({
      onSuccess: ({ name, email }) => {
        void queryClient.invalidateQueries(trpc.invitations.pathFilter())
        void queryClient.invalidateQueries(trpc.users.pathFilter())
        void queryClient.invalidateQueries(trpc.realms.pathFilter())
        toastDone(`${name} is invited. The message goes to ${email}.`)
        onDone()
      },
      onError: (error) => onRefused(toFieldErrors(toProblem(error))),
    }),
  )
}

function InviteProblem({ error }: { error: unknown }) {
  const problem = toProblem(error)
  if (problem.code === 'email_unavailable') return <EmailUnavailable>{problem.message}</EmailUnavailable>
  return (
    <Callout tone="danger" announce="assertive" title="Nobody was invited">
      {problem.message}
    </Callout>
  )
}

interface RealmsFieldProps {
  value: string[]
  onChange: (value: string[]) => void
}

function RealmsField({ value, onChange }: RealmsFieldProps) {
  const trpc = useTRPC()
  const { data, isPending } = useQuery(trpc.realms.list.queryOptions({ limit: 200 }))
  const realms = data?.items ?? []
  if (data && realms.length === 0) return null
  return (
    <MultiSelect
      label="Realms"
      description="Optional. The person is a member of them from the start."
      placeholder={value.length > 0 ? undefined : isPending ? 'Loading realms' : 'Choose realms'}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'Clear the realms' }}
      value={value}
      onChange={onChange}
      data={realms.map((realm) => ({ value: realm.id, label: realm.name }))}
      nothingFoundMessage="No realm has this name."
    />
  )
}
