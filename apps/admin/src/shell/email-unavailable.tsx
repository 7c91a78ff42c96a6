import { Callout, LinkButton } from '@rollcall/ui'
import { MailX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useMay } from '../lib/permissions.tsx'

/** The server's words on why no email can be sent, and the way to change that for people who may. */
export function EmailUnavailable({ children }: { children: ReactNode }) {
  const allowed = useMay('settings.edit')
  return (
    <Callout
      tone="warning"
      icon={MailX}
      title="Email is not set up"
      announce="polite"
      action={
        allowed ? (
          <LinkButton href="/settings/integrations/email" size="compact-sm" variant="default">
            Set up email
          </LinkButton>
        ) : null
      }
    >
      {children}
    </Callout>
  )
}
