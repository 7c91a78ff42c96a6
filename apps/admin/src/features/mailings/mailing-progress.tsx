import { Text } from '@mantine/core'
import { Callout, LinkButton, Panel, ProgressPanel } from '@rollcall/ui'
import type { MailingView } from '@rollcall/vocabulary'
import { useMay } from '../../lib/permissions.tsx'
import { isSending, toDone, toMailingSummary } from './mailing-words.ts'
import { usePace } from './use-pace.ts'

export interface MailingProgressProps {
  mailing: MailingView
  /** When the mailing was read, in milliseconds. */
  updatedAt: number
}

/** Where a mailing stands: under way with its pace, standing still with the reason, or how it ended. */
export function MailingProgress({ mailing, updatedAt }: MailingProgressProps) {
  const pace = usePace(mailing, updatedAt)
  if (mailing.status === 'finished' || mailing.status === 'cancelled') return <Ending mailing={mailing} />
  const sending = isSending(mailing)
  return (
    <>
      {sending ? null : <Paused mailing={mailing} />}
      <Panel footer={sending ? 'You can leave this page; sending goes on.' : null}>
        <ProgressPanel
          phase={sending ? 'Sending claim links' : 'Paused'}
          tone={sending ? 'info' : 'warning'}
          done={toDone(mailing)}
          total={mailing.counts.total}
          unit="people"
          rate={pace && pace.rate >= 1 ? pace.rate : undefined}
          timeLeftMs={pace?.leftMs}
          counts={[
            { label: 'Sent', value: mailing.counts.sent, tone: 'success' },
            { label: 'Not delivered', value: mailing.counts.failed, tone: 'danger' },
          ]}
        />
      </Panel>
    </>
  )
}

function Paused({ mailing }: { mailing: MailingView }) {
  const allowed = useMay('settings.read')
  return (
    <Callout
      tone="warning"
      announce="polite"
      title="Nothing is being sent"
      action={
        allowed ? (
          <LinkButton href="/settings/integrations/email" size="compact-sm" variant="default">
            Look at the email settings
          </LinkButton>
        ) : null
      }
    >
      {mailing.pausedReason ?? 'Someone paused it.'} Resume to go on with those who are waiting.
    </Callout>
  )
}

function Ending({ mailing }: { mailing: MailingView }) {
  const summary = toMailingSummary(mailing)
  return (
    <Text fz={18} fw={600} lh={1.4} aria-live="polite">
      {mailing.status === 'cancelled' ? `It was stopped: ${summary}` : summary}
    </Text>
  )
}
