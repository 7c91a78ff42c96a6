import { useQuery } from '@tanstack/react-query'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { EmailUnavailable } from '../../shell/email-unavailable.tsx'

/** Said before anyone fills in the form, to people who may read the settings; others learn it when they send. */
export function NoMailServer() {
  const trpc = useTRPC()
  const allowed = useMay('settings.read')
  const { data } = useQuery({ ...trpc.smtp.get.queryOptions(), enabled: allowed })
  if (!data || data.smtp !== null) return null
  return <EmailUnavailable>Invitations go by email, and no mail server is set up yet.</EmailUnavailable>
}
