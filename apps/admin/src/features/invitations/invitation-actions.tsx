import { Button, Group } from '@mantine/core'
import { ConfirmDialog, DisabledReason } from '@rollcall/ui'
import type { InvitationView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForbiddenReason, useMe } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { toLosses, toRoleReason } from './invitation-words.ts'
import { InviteDialog } from './invite-dialog.tsx'

interface ActionProps {
  invitation: InvitationView
  /** Why it cannot be touched; null when it can. */
  reason: string | null
}

/** What can be done with an invitation in its present state; one that was accepted is done with. */
export function InvitationActions({ invitation }: { invitation: InvitationView }) {
  const me = useMe()
  const forbidden = useForbiddenReason('invitations.edit')
  const reason = forbidden ?? toRoleReason(me.role, invitation)
  if (invitation.state === 'accepted') return null
  if (invitation.state === 'revoked') return <InviteAgain invitation={invitation} reason={reason} />
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <SendAgain invitation={invitation} reason={reason} />
      <Revoke invitation={invitation} reason={reason} />
    </Group>
  )
}

function useRefresh() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries(trpc.invitations.pathFilter())
    void queryClient.invalidateQueries(trpc.users.pathFilter())
  }
}

function SendAgain({ invitation, reason }: ActionProps) {
  const trpc = useTRPC()
  const refresh = useRefresh()
  const resend = useMutation(
    trpc.invitations.resend.mutationOptions({
      onSuccess: async ({ name, email }) => {
        await refresh()
        toastDone(`${name} gets a new link at ${email}. Earlier ones no longer work.`)
      },
      onError: (error) => toastProblem(`${invitation.name} was not invited again`, error),
    }),
  )
  return (
    <DisabledReason reason={reason}>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Send the invitation of ${invitation.name} again`}
        loading={resend.isPending}
        onClick={() => resend.mutate({ id: invitation.id })}
      >
        Send again
      </Button>
    </DisabledReason>
  )
}

function Revoke({ invitation, reason }: ActionProps) {
  const trpc = useTRPC()
  const refresh = useRefresh()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    trpc.invitations.revoke.mutationOptions({
      onSuccess: async ({ name, userDeleted }) => {
        await refresh()
        toastDone(
          userDeleted
            ? `The invitation of ${name} is revoked, and the account made for it is deleted.`
            : `The invitation of ${name} is revoked. The account stays, because it is not here for the invitation alone.`,
        )
      },
    }),
  )
  return (
    <>
      <DisabledReason reason={reason}>
        <Button
          variant="subtle"
          size="compact-sm"
          c={reason ? undefined : 'var(--ui-danger-fg)'}
          aria-label={`Revoke the invitation of ${invitation.name}`}
          onClick={() => setAsking(true)}
        >
          Revoke
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutateAsync({ id: invitation.id })}
        title={`Revoke the invitation of ${invitation.name}?`}
        confirmLabel="Revoke invitation"
        losses={toLosses(invitation)}
      >
        You can invite the same address again later.
      </ConfirmDialog>
    </>
  )
}

function InviteAgain({ invitation, reason }: ActionProps) {
  const [open, setOpen] = useState(false)
  const { email, name, role, realms } = invitation
  return (
    <>
      <DisabledReason reason={reason}>
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`Invite ${name} again`}
          onClick={() => setOpen(true)}
        >
          Invite again
        </Button>
      </DisabledReason>
      <InviteDialog
        opened={open}
        onClose={() => setOpen(false)}
        initial={{ email, name, role, realmIds: realms.map((realm) => realm.id) }}
      />
    </>
  )
}
