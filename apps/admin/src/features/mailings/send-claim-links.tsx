import { Button, Modal } from '@mantine/core'
import { DisabledReason } from '@rollcall/ui'
import type { MailingView } from '@rollcall/vocabulary'
import { useNavigate } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { useState } from 'react'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import type { MailingTarget } from './mailing-target.ts'
import { SendDialog } from './send-dialog.tsx'

export interface SendClaimLinksProps {
  target: MailingTarget
  /** Verb with its object. */
  label: string
  /** Why it cannot be used now; null when it can. */
  reason: string | null
  /** How many it is about, as far as the list knows, for the title of the dialog. */
  title: string
  /** Called when sending has begun, before its page opens. */
  onStarted?: () => void
  /** `small` for the bar over a table; otherwise it is the main button of a page. */
  small?: boolean
}

/** Asks before claim links go out, showing who gets one, then leads to the progress. */
export function SendClaimLinks({
  target,
  label,
  reason,
  title,
  onStarted,
  small = false,
}: SendClaimLinksProps) {
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const forbidden = useForbiddenReason('mailings.start')
  function started(mailing: MailingView) {
    setOpen(false)
    onStarted?.()
    void navigate({ to: '/mailings/$id', params: { id: mailing.id } })
  }
  return (
    <>
      <DisabledReason reason={forbidden ?? reason}>
        <Button
          variant={small ? 'default' : 'filled'}
          size={small ? 'xs' : undefined}
          leftSection={<Send size={small ? 14 : 15} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {label}
        </Button>
      </DisabledReason>
      <Modal opened={open} onClose={() => setOpen(false)} title={title} size={520}>
        <SendDialog target={target} onCancel={() => setOpen(false)} onStarted={started} />
      </Modal>
    </>
  )
}
