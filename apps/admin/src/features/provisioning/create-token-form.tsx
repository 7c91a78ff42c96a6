import { Button, Select, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Callout, FormActions } from '@rollcall/ui'
import { createScimTokenInput, type ConnectionId, type CreatedScimTokenView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toFieldErrors, toProblem } from '../../lib/problem.ts'
import { schemaErrors } from '../../lib/schema-errors.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { toExpiryDays, TOKEN_EXPIRIES } from './token-words.ts'

export interface CreateTokenFormProps {
  id: ConnectionId
  onCreated: (created: CreatedScimTokenView) => void
  onCancel: () => void
}

export function CreateTokenForm({ id, onCreated, onCancel }: CreateTokenFormProps) {
  const form = useForm({
    initialValues: { name: '', expiry: '365' },
    validate: (values) => toErrors(toInput(values)),
  })
  const create = useCreateToken(id, onCreated, (errors) => form.setErrors(errors))
  return (
    <form
      noValidate
      onSubmit={form.onSubmit((values) => create.mutate({ connectionId: id, ...toInput(values) }))}
    >
      <Stack>
        {create.isError ? (
          <Callout tone="danger" announce="assertive" title="The token was not created">
            {toProblem(create.error).message}
          </Callout>
        ) : null}
        <TextInput
          label="Name"
          description="What uses the token, so that you know later what would stop working."
          placeholder="Entra provisioning"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <Select
          label="Expires after"
          description="You are warned on the overview before it does. A new token can be created at any time."
          data={TOKEN_EXPIRIES}
          allowDeselect={false}
          {...form.getInputProps('expiry')}
        />
        <FormActions>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create token
          </Button>
        </FormActions>
      </Stack>
    </form>
  )
}

const toErrors = schemaErrors(createScimTokenInput)

function toInput({ name, expiry }: { name: string; expiry: string }) {
  return { name, expiresInDays: toExpiryDays(expiry) }
}

function useCreateToken(
  id: ConnectionId,
  onCreated: (created: CreatedScimTokenView) => void,
  onRefused: (errors: Record<string, string>) => void,
) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.provisioning.createToken.mutationOptions({
      onSuccess: (created) => {
        void queryClient.invalidateQueries({
          queryKey: trpc.provisioning.tokens.queryKey({ connectionId: id }),
        })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.get.queryKey({ id }) })
        void queryClient.invalidateQueries({ queryKey: trpc.connections.list.queryKey() })
        void queryClient.invalidateQueries({ queryKey: trpc.overview.pathKey() })
        onCreated(created)
      },
      onError: (error) => onRefused(toFieldErrors(toProblem(error))),
    }),
  )
}
