import { StatusBadge } from '@rollcall/ui'
import { useQuery } from '@tanstack/react-query'
import { Mail } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { IntegrationEntry } from '../../shell/integration-entry.tsx'
import { toSmtpLook } from './smtp-look.ts'

/** Email on the Integrations page; nothing for people who may not read the settings. */
export function EmailEntry() {
  const trpc = useTRPC()
  const allowed = useMay('settings.read')
  const { data } = useQuery({ ...trpc.smtp.get.queryOptions(), enabled: allowed })
  if (!allowed) return null
  const look = data && toSmtpLook(data.smtp)
  return (
    <IntegrationEntry
      href="/settings/integrations/email"
      icon={Mail}
      name="Email (SMTP)"
      text="Sends claim links and invitations through your mail server."
      status={look ? <StatusBadge tone={look.tone}>{look.word}</StatusBadge> : null}
    />
  )
}
