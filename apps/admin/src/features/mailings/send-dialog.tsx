import { Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { Callout, DisabledReason } from '@rollcall/ui'
import type { MailingPreviewView, MailingView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { people } from '../../lib/format.ts'
import { toProblem } from '../../lib/problem.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { EmailUnavailable } from '../../shell/email-unavailable.tsx'
import { ProblemState } from '../../shell/problem-state.tsx'
import type { MailingTarget } from './mailing-target.ts'
import { toPreviewRemarks } from './preview-words.ts'
import { usePreview } from './use-preview.ts'

export interface SendDialogProps {
  target: MailingTarget
  onCancel: () => void
  onStarted: (mailing: MailingView) => void
}

/** Who would get a claim link and who would not, and the button that sends them. */
export function SendDialog({ target, onCancel, onStarted }: SendDialogProps) {
  const preview = usePreview(target)
  const start = useStartMailing(onStarted)
  const problem = preview.isError ? toProblem(preview.error) : null
  if (problem?.code === 'too_large')
    return <ProblemState error={preview.error} title="This list is too long for one mailing" />
  if (problem && problem.code !== 'email_unavailable') {
    return (
      <ProblemState
        error={preview.error}
        title="Who would be reached could not be found out"
        onRetry={() => void preview.refetch()}
      />
    )
  }
  const reachable = preview.data?.reachable
  return (
    <Stack gap="md">
      {problem ? <EmailUnavailable>{problem.message}</EmailUnavailable> : null}
      {problem ? null : <Preview preview={preview.data} />}
      {start.isError ? <StartProblem error={start.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <DisabledReason reason={toReason(problem !== null, reachable)}>
          <Button loading={start.isPending} onClick={() => start.mutate(target)}>
            {reachable ? `Send to ${people(reachable)}` : 'Send claim links'}
          </Button>
        </DisabledReason>
      </Group>
    </Stack>
  )
}

function toReason(unavailable: boolean, reachable: number | undefined): string | null {
  if (unavailable) return 'No mail server is set up.'
  if (reachable === undefined) return 'Looking up who can be reached.'
  return reachable === 0 ? 'Nobody here can be reached by email.' : null
}

function useStartMailing(onStarted: (mailing: MailingView) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.mailings.start.mutationOptions({
      onSuccess: (mailing) => {
        queryClient.setQueryData(trpc.mailings.get.queryKey({ id: mailing.id }), mailing)
        void queryClient.invalidateQueries(trpc.mailings.list.pathFilter())
        onStarted(mailing)
      },
    }),
  )
}

function StartProblem({ error }: { error: unknown }) {
  const problem = toProblem(error)
  if (problem.code === 'email_unavailable') return <EmailUnavailable>{problem.message}</EmailUnavailable>
  return (
    <Callout tone="danger" announce="assertive" title="Nothing was sent">
      {problem.message}
    </Callout>
  )
}

function Preview({ preview }: { preview: MailingPreviewView | undefined }) {
  if (!preview) {
    return (
      <Stack gap="xs" aria-busy="true">
        <Skeleton height={16} width="80%" radius="sm" />
        <Skeleton height={14} width="60%" radius="sm" />
        <Text component="output" className="ui-hidden">
          Looking up who can be reached
        </Text>
      </Stack>
    )
  }
  const remarks = toPreviewRemarks(preview)
  return (
    <>
      <Text size="sm">
        {preview.reachable === 0 ? (
          <strong>Nobody would be sent a claim link.</strong>
        ) : (
          <>
            <strong>{people(preview.reachable)}</strong> would be sent a link to claim their account with.
            Each link works for one person and for 7 days.
          </>
        )}
      </Text>
      {remarks.length > 0 ? (
        <Callout tone={preview.shared > 0 || preview.reachable === 0 ? 'warning' : 'info'}>
          <List size="sm" spacing={2}>
            {remarks.map((remark) => (
              <List.Item key={remark}>{remark}</List.Item>
            ))}
          </List>
        </Callout>
      ) : null}
    </>
  )
}
