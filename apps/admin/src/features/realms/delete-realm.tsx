import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason, useNavigate } from '@rollcall/ui'
import type { RealmView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { countOf, people } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Above this many members the name has to be typed. */
const TYPED_ABOVE = 25

/** Removes a realm, after saying how many people lose it. The people themselves stay. */
export function DeleteRealm({ realm }: { realm: RealmView }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)
  const forbidden = useForbiddenReason('realms.edit')
  const remove = useMutation(
    trpc.realms.delete.mutationOptions({
      onSuccess: async () => {
        toastDone(`The realm ${realm.name} was deleted.`)
        navigate('/realms')
        queryClient.removeQueries({ queryKey: trpc.realms.get.queryKey({ id: realm.id }) })
        await queryClient.invalidateQueries(trpc.realms.list.pathFilter())
        await queryClient.invalidateQueries(trpc.users.pathFilter())
        await queryClient.invalidateQueries(trpc.connections.pathFilter())
      },
      onError: (error) => toastProblem('The realm could not be deleted', error),
    }),
  )
  return (
    <>
      <DisabledReason reason={forbidden}>
        <Button
          variant="default"
          c="var(--ui-danger-fg)"
          loading={remove.isPending}
          onClick={() => setAsking(true)}
        >
          Delete realm
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate({ id: realm.id })}
        title={`Delete the realm ${realm.name}?`}
        confirmLabel="Delete realm"
        losses={toLosses(realm)}
        typed={realm.memberCount > TYPED_ABOVE ? realm.name : undefined}
      >
        The people stay; only their membership ends. This cannot be undone.
      </ConfirmDialog>
    </>
  )
}

function toLosses(realm: RealmView): string[] {
  const losses = [
    realm.memberCount === 0 ? 'Nobody is in this realm.' : `The membership of ${people(realm.memberCount)}.`,
  ]
  if (realm.mappedGroups.length > 0) {
    losses.push(`${countOf(realm.mappedGroups.length, 'group mapping', 'group mappings')} to this realm.`)
  }
  return losses
}
