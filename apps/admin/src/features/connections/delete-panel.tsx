import { Button, Radio, Stack } from '@mantine/core'
import { Callout, ConfirmDialog, DisabledReason, FormActions, Panel } from '@rollcall/ui'
import { peopleOnDelete, type ConnectionView, type PeopleOnDelete } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf, people } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Above this many people, the name of the connection must be typed. */
const TYPED_ABOVE = 25

const CHOICES: Record<PeopleOnDelete, { label: string; text: string; losses: (amount: number) => string }> = {
  keep: {
    label: 'Keep them as they are',
    text: 'They stay, with their role and realms, and are managed by hand from now on.',
    losses: (amount) => `${people(amount)} stay, but no directory keeps them up to date any more.`,
  },
  disable: {
    label: 'Disable them',
    text: 'They stay, but cannot sign in until someone enables them again.',
    losses: (amount) => `${people(amount)} are disabled; their sessions and API keys end.`,
  },
  delete_untouched: {
    label: 'Delete those that nobody touched',
    text: 'Deletes people who have not claimed and were not edited here. Everyone else stays.',
    losses: (amount) =>
      `Up to ${people(amount)} are deleted: those who have not claimed and were not edited here.`,
  },
}

/** Deletes the connection, with a choice of what becomes of the people it brought. */
export function DeletePanel({ connection }: { connection: ConnectionView }) {
  const [choice, setChoice] = useState<PeopleOnDelete>('keep')
  const [asking, setAsking] = useState(false)
  const amount = connection.people.linked
  const pushed = connection.kind === 'scim'
  const remove = useDeleteConnection()
  return (
    <Panel
      title="Delete this connection"
      description={
        pushed
          ? 'Closes the base URL and forgets its tokens: the client is refused from then on. Nothing changes on its side.'
          : 'Ends the syncs from this tenant and forgets its credentials. Nothing changes in Entra.'
      }
    >
      <Stack maw={640}>
        {amount > 0 ? <PeopleChoice amount={amount} choice={choice} onChoice={setChoice} /> : null}
        <Callout tone="warning">
          {pushed
            ? 'Its requests, resources, plans and group mappings are deleted with it. Realms and the event log stay.'
            : 'Its sync history and group mappings are deleted with it. Realms and the event log stay.'}
        </Callout>
      </Stack>
      <FormActions>
        <DisabledReason reason={useForbiddenReason('connections.edit')}>
          <Button color="red" onClick={() => setAsking(true)}>
            Delete connection
          </Button>
        </DisabledReason>
      </FormActions>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutateAsync({ id: connection.id, people: choice })}
        title={`Delete the connection ${connection.displayName}?`}
        losses={toLosses(connection, choice)}
        typed={amount > TYPED_ABOVE ? connection.displayName : undefined}
        confirmLabel="Delete connection"
      />
    </Panel>
  )
}

interface PeopleChoiceProps {
  amount: number
  choice: PeopleOnDelete
  onChoice: (choice: PeopleOnDelete) => void
}

function PeopleChoice({ amount, choice, onChoice }: PeopleChoiceProps) {
  return (
    <Radio.Group
      label={`What happens to the ${people(amount)} it brought?`}
      value={choice}
      onChange={(value) => onChoice(peopleOnDelete.parse(value))}
    >
      <Stack gap="sm" mt="xs">
        {peopleOnDelete.options.map((value) => (
          <Radio key={value} value={value} label={CHOICES[value].label} description={CHOICES[value].text} />
        ))}
      </Stack>
    </Radio.Group>
  )
}

function toLosses({ people: counts, kind }: ConnectionView, choice: PeopleOnDelete): string[] {
  const losses = [
    kind === 'scim'
      ? 'The tokens, requests, resources, group mappings and plans of this connection.'
      : 'The credentials, group mappings and sync history of this connection.',
  ]
  if (counts.linked > 0) losses.push(CHOICES[choice].losses(counts.linked))
  if (counts.conflicts > 0) losses.push(`${countOf(counts.conflicts, 'open conflict', 'open conflicts')}.`)
  return losses
}

function useDeleteConnection() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    trpc.connections.delete.mutationOptions({
      onSuccess: async ({ message }, { id }) => {
        await navigate({ to: '/settings/integrations' })
        queryClient.removeQueries({ queryKey: trpc.connections.get.queryKey({ id }) })
        void queryClient.invalidateQueries()
        toastDone(message)
      },
    }),
  )
}
