import type { SmtpInput, smtpInput } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** True when a test used what is typed now; a password field that is empty again does not tell. */
export function isSameAccess(tested: z.input<typeof smtpInput> | undefined, typed: SmtpInput): boolean {
  if (!tested) return false
  const changedPassword = typeof typed.password === 'string' && typed.password !== tested.password
  return (
    !changedPassword &&
    tested.host === typed.host &&
    tested.port === typed.port &&
    (tested.username ?? null) === typed.username &&
    tested.from === typed.from &&
    tested.tls === typed.tls
  )
}
