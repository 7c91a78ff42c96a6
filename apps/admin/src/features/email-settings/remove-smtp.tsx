import { Button } from '@mantine/core'
import { ConfirmDialog, Panel } from '@rollcall/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** Forgets the mail server, after saying what then no longer works. */
export function RemoveSmtp({ host }: { host: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = useMutation(
    trpc.smtp.remove.mutationOptions({
      onSuccess: (settings) => {
        queryClient.setQueryData(trpc.smtp.get.queryKey(), settings)
        toastDone('The mail server is removed. No email is sent any more.')
      },
    }),
  )
  return (
    <Panel title="Remove the mail server" description="Forgets the host, the user name and the password.">
      <Button variant="default" c="var(--ui-danger-fg)" onClick={() => setAsking(true)}>
        Remove mail server
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutateAsync()}
        title={`Remove the mail server ${host}?`}
        confirmLabel="Remove mail server"
        losses={[
          'The stored password, which has to be entered again to go on.',
          'Claim links and invitations can no longer be sent. Messages that wait stay waiting.',
        ]}
      >
        Links that were sent already keep working, and people can still claim by QR.
      </ConfirmDialog>
    </Panel>
  )
}
