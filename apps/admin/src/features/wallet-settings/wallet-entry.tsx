import { StatusBadge } from '@rollcall/ui'
import { useQuery } from '@tanstack/react-query'
import { Wallet } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { IntegrationEntry } from '../../shell/integration-entry.tsx'

/** The wallet's line on the Integrations page, for those who may read its settings. */
export function WalletEntry() {
  const allowed = useMay('settings.read')
  if (!allowed) return null
  return (
    <IntegrationEntry
      href="/settings/integrations/wallet"
      icon={Wallet}
      name="Wallet"
      text="How the Vaultys wallet reaches this server, to claim accounts and to sign in."
      status={<WalletStatus />}
    />
  )
}

function WalletStatus() {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.walletSettings.get.queryOptions())
  if (!data) return null
  const channel = data.driver !== 'off' && data.peerHost !== null
  return <StatusBadge tone="success">{channel ? 'Data channel and relay' : 'Relay'}</StatusBadge>
}
