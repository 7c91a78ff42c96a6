import { Page, PageHeader } from '@rollcall/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { usePageTitle } from '../../lib/page-title.ts'
import { useTRPC } from '../../lib/trpc.ts'
import { ServerIdentity } from './server-identity.tsx'
import { SettingsForm } from './settings-form.tsx'
import { toSettingsValues } from './settings-values.ts'

/** How wallets reach this server, and what they see of it. */
export function WalletSettingsPage() {
  usePageTitle('Wallet')
  const trpc = useTRPC()
  const { data: settings } = useSuspenseQuery(trpc.walletSettings.get.queryOptions())
  return (
    <Page>
      <PageHeader
        title="Wallet"
        breadcrumbs={[{ label: 'Integrations', href: '/settings/integrations' }, { label: 'Wallet' }]}
        description="How the Vaultys wallet reaches this server, to claim accounts and to sign in."
      />
      <ServerIdentity settings={settings} />
      <SettingsForm key={JSON.stringify(toSettingsValues(settings))} settings={settings} />
    </Page>
  )
}
