import type { Tone } from '@rollcall/ui'
import type { SmtpView } from '@rollcall/vocabulary'

/** How sending email stands, from what is stored and how its last test ended. */
export function toSmtpLook(smtp: Pick<SmtpView, 'lastTest'> | null): { tone: Tone; word: string } {
  if (smtp === null) return { tone: 'neutral', word: 'Not set up' }
  if (smtp.lastTest === null) return { tone: 'neutral', word: 'Not tested yet' }
  return smtp.lastTest.status === 'pass'
    ? { tone: 'success', word: 'Tested' }
    : { tone: 'danger', word: 'Not working' }
}
