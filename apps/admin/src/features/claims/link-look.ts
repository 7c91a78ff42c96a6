import type { EmailedClaimView } from '@rollcall/vocabulary'
import type { StatusLook } from '../../lib/run-status.ts'

type LinkStatus = EmailedClaimView['status']

const LOOKS: Record<LinkStatus, StatusLook> = {
  queued: { tone: 'info', word: 'Being sent', busy: true },
  sent: { tone: 'success', word: 'Sent', busy: false },
  failed: { tone: 'danger', word: 'Not sent', busy: false },
  spent: { tone: 'success', word: 'Used', busy: false },
  expired: { tone: 'neutral', word: 'Expired', busy: false },
  revoked: { tone: 'neutral', word: 'Revoked', busy: false },
}

export function toLinkLook(status: LinkStatus): StatusLook {
  return LOOKS[status]
}

/** Whether the link may still open a QR, now or once the message has arrived. */
export function isLiveLink(status: LinkStatus): boolean {
  return status === 'queued' || status === 'sent'
}
