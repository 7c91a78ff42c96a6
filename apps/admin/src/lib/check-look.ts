import type { ConnectionView } from '@rollcall/vocabulary'
import type { StatusLook } from './run-status.ts'

type LastStatus = NonNullable<ConnectionView['lastCheck']>['status']

const LOOKS: Record<LastStatus, StatusLook> = {
  pass: { tone: 'success', word: 'Connected', busy: false },
  warn: { tone: 'warning', word: 'Connected, with warnings', busy: false },
  fail: { tone: 'danger', word: 'Not working', busy: false },
}

const UNCHECKED: StatusLook = { tone: 'neutral', word: 'Not checked yet', busy: false }

/** How the last check of a connection ended. */
export function toCheckLook(status: LastStatus | undefined): StatusLook {
  return status ? LOOKS[status] : UNCHECKED
}
