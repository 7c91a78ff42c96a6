import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason, useNavigate } from '@rollcall/ui'
import type { UserDetailView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf } from '../../lib/format.ts'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { refreshUsers } from './use-update-user.ts'

/** Removes a person for good, after naming what goes with them. */
export function DeletePerson({ user, reason }: { user: UserDetailView; reason: string | null }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const remove = useMutation(
    trpc.users.delete.mutationOptions({
      onSuccess: async () => {
        toastDone(`${user.name} was deleted.`)
        navigate(user.registeredAt === null ? '/users?tab=unclaimed' : '/users')
        queryClient.removeQueries({ queryKey: trpc.users.get.queryKey({ id: user.id }) })
        await refreshUsers(queryClient, trpc)
      },
      onError: (error) => toastProblem(`${user.name} could not be deleted`, error),
    }),
  )
  return (
    <>
      <DisabledReason reason={reason}>
        <Button
          variant="default"
          c="var(--ui-danger-fg)"
          loading={remove.isPending}
          onClick={() => setAsking(true)}
        >
          Delete person
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate({ id: user.id })}
        title={`Delete ${user.name}?`}
        confirmLabel="Delete person"
        losses={toLosses(user)}
      >
        This cannot be undone. To keep the person out without losing anything, disable the account instead.
      </ConfirmDialog>
    </>
  )
}

function toLosses(user: UserDetailView): string[] {
  const losses = ['The account with its profile, description and history of edits.']
  if (user.realms.length > 0) losses.push(`Membership in ${countOf(user.realms.length, 'realm', 'realms')}.`)
  if (user.registeredAt !== null) losses.push('The bond to the wallet: the person would have to claim anew.')
  if (user.directory.some((record) => record.leftAt === null)) {
    losses.push('The directory still holds this person, so the next sync makes a new, unclaimed account.')
  }
  return losses
}
