import { Button } from '@mantine/core'
import { ConfirmDialog, DisabledReason, LinkButton } from '@rollcall/ui'
import type { MailingView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pause, Play, Square } from 'lucide-react'
import { useState } from 'react'
import { people } from '../../lib/format.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

/** What can be done with a mailing in its present state. */
export function MailingActions({ mailing }: { mailing: MailingView }) {
  if (mailing.status === 'sending') {
    return (
      <>
        <PauseMailing mailing={mailing} />
        <StopMailing mailing={mailing} />
      </>
    )
  }
  if (mailing.status === 'paused') {
    return (
      <>
        <StopMailing mailing={mailing} />
        <ResumeMailing mailing={mailing} />
      </>
    )
  }
  return (
    <LinkButton variant="default" href="/users?tab=unclaimed">
      Show unclaimed people
    </LinkButton>
  )
}

/** The page shows the answer at once and reads the rows anew. */
function useShown() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return (next: MailingView) => {
    queryClient.setQueryData(trpc.mailings.get.queryKey({ id: next.id }), next)
    void queryClient.invalidateQueries(trpc.mailings.emails.pathFilter())
    void queryClient.invalidateQueries(trpc.mailings.list.pathFilter())
  }
}

function PauseMailing({ mailing }: { mailing: MailingView }) {
  const trpc = useTRPC()
  const shown = useShown()
  const pause = useMutation(
    trpc.mailings.pause.mutationOptions({
      onSuccess: shown,
      onError: (error) => toastProblem('Sending could not be paused', error),
    }),
  )
  return (
    <DisabledReason reason={useForbiddenReason('mailings.start')}>
      <Button
        variant="default"
        leftSection={<Pause size={15} aria-hidden />}
        loading={pause.isPending}
        onClick={() => pause.mutate({ id: mailing.id })}
      >
        Pause sending
      </Button>
    </DisabledReason>
  )
}

function ResumeMailing({ mailing }: { mailing: MailingView }) {
  const trpc = useTRPC()
  const shown = useShown()
  const resume = useMutation(
    trpc.mailings.resume.mutationOptions({
      onSuccess: shown,
      onError: (error) => toastProblem('Sending could not be resumed', error),
    }),
  )
  return (
    <DisabledReason reason={useForbiddenReason('mailings.start')}>
      <Button
        leftSection={<Play size={15} aria-hidden />}
        loading={resume.isPending}
        onClick={() => resume.mutate({ id: mailing.id })}
      >
        Resume sending
      </Button>
    </DisabledReason>
  )
}

function StopMailing({ mailing }: { mailing: MailingView }) {
  const trpc = useTRPC()
  const shown = useShown()
  const [asking, setAsking] = useState(false)
  const cancel = useMutation(trpc.mailings.cancel.mutationOptions({ onSuccess: shown }))
  const { waiting, sent } = mailing.counts
  return (
    <>
      <DisabledReason reason={useForbiddenReason('mailings.start')}>
        <Button
          variant="default"
          leftSection={<Square size={14} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          Stop sending
        </Button>
      </DisabledReason>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => cancel.mutateAsync({ id: mailing.id })}
        title="Stop sending claim links?"
        confirmLabel="Stop sending"
        losses={[`${people(waiting)} still waiting ${waiting === 1 ? 'gets' : 'get'} no claim link.`]}
      >
        {sent === 0 ? 'Nothing has been sent so far.' : `The links of ${people(sent)} stay as they are.`} To
        go on later, pause instead.
      </ConfirmDialog>
    </>
  )
}
