import { Button } from '@mantine/core'
import { DisabledReason } from '@rollcall/ui'
import type { UserDetailView } from '@rollcall/vocabulary'
import { useMutation } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { useRefreshPeople } from './use-refresh-people.ts'

export interface SendByEmailProps {
  user: UserDetailView
  /** Why no email can be sent; null when it can. */
  blocked: string | null
}

/** Sends a link to the page where the person claims the account by themselves. */
export function SendByEmail({ user, blocked }: SendByEmailProps) {
  const trpc = useTRPC()
  const refresh = useRefreshPeople()
  const forbidden = useForbiddenReason('claims.sendEmail')
  const send = useMutation(
    trpc.claims.sendEmail.mutationOptions({
      onSuccess: (link) => toastDone(`A claim link is on its way to ${link.email}.`),
      onError: (error) => toastProblem(`No link could be sent to ${user.name}`, error),
      onSettled: refresh,
    }),
  )
  return (
    <DisabledReason reason={forbidden ?? blocked}>
      <Button
        fullWidth
        variant="default"
        leftSection={<Mail size={16} aria-hidden />}
        loading={send.isPending}
        onClick={() => send.mutate({ userId: user.id })}
      >
        Send by email
      </Button>
    </DisabledReason>
  )
}
