import { Button, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, DisabledReason, FormActions } from '@rollcall/ui'
import { grantInput, type UserDetailView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { toEndProblem, toInstant } from './grant-words.ts'

export interface GrantCapabilityProps {
  user: UserDetailView
  /** Why nothing can be granted; null when it can. */
  reason: string | null
}

export function GrantCapability({ user, reason }: GrantCapabilityProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <DisabledReason reason={reason}>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          Grant capability
        </Button>
      </DisabledReason>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={`Grant ${user.name} a capability`}
        size={520}
      >
        <GrantForm user={user} onDone={() => setOpen(false)} />
      </Modal>
    </>
  )
}

interface GrantValues {
  capability: string
  note: string
  /** As the date and time field holds it; empty until it is revoked. */
  expiresAt: string
}

function toInput(user: UserDetailView, { capability, note, expiresAt }: GrantValues) {
  return {
    userId: user.id,
    capability,
    note: note.trim() === '' ? null : note.trim(),
    expiresAt: toInstant(expiresAt),
  }
}

function toErrors(user: UserDetailView) {
  const check = schemaErrors(grantInput)
  return (values: GrantValues): Record<string, string> => {
    const end = toEndProblem(values.expiresAt, new Date())
    return { ...check(toInput(user, values)), ...(end !== null && { expiresAt: end }) }
  }
}

function GrantForm({ user, onDone }: { user: UserDetailView; onDone: () => void }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const form = useForm<GrantValues>({
    initialValues: { capability: '', note: '', expiresAt: '' },
    validate: toErrors(user),
  })
  const give = useMutation(
    trpc.grants.give.mutationOptions({
      onSuccess: async ({ capability }) => {
        await queryClient.invalidateQueries(trpc.grants.pathFilter())
        void queryClient.invalidateQueries(trpc.users.timeline.pathFilter())
        toastDone(`${user.name} holds ${capability} now.`)
        onDone()
      },
      onError: (error) => form.setErrors(toFieldErrors(toProblem(error))),
    }),
  )
  return (
    <form noValidate onSubmit={form.onSubmit((values) => give.mutate(toInput(user, values)))}>
      <Stack>
        {give.isError ? (
          <Callout tone="danger" announce="assertive" title="Nothing was granted">
            {toProblem(give.error).message}
          </Callout>
        ) : null}
        <TextInput
          label="Capability"
          description="A word that another part of the control plane asks for."
          placeholder="deploy:production"
          required
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          data-autofocus
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: '0.8125rem' } }}
          {...form.getInputProps('capability')}
        />
        <Textarea
          label="Note"
          description="Optional. Why it is granted, for whoever looks later."
          autosize
          minRows={2}
          maxRows={5}
          {...form.getInputProps('note')}
        />
        <TextInput
          type="datetime-local"
          label="Until"
          description="In your time zone. Left empty, it lasts until someone revokes it."
          maw={280}
          {...form.getInputProps('expiresAt')}
        />
        <Text size="sm" c="dimmed">
          All grants of a person end when the account is disabled.
        </Text>
        <FormActions>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={give.isPending}>
            Grant capability
          </Button>
        </FormActions>
      </Stack>
    </form>
  )
}
