import { Stack } from '@mantine/core'
import { usePageTitle } from '../../lib/page-title.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { PasteLink } from './paste-link.tsx'
import { recogniseLink } from './recognise-link.ts'
import { RequestPanel } from './request-panel.tsx'
import { useDemoWallet } from './use-demo-wallet.ts'
import { WalletList } from './wallet-list.tsx'

export interface DemoWalletPageProps {
  /** A request that the address of the page brought along: the whole address. */
  address: string
  /** Takes the request out of the address, so that a reload does not bring it back. */
  onHandled: () => void
}

/** Stands in for the wallet on a phone: holds identities, and answers what a QR asks over the relay. */
export function DemoWalletPage({ address, onHandled }: DemoWalletPageProps) {
  usePageTitle('Demo wallet')
  const brought = recogniseLink(address, window.location.origin)
  const wallet = useDemoWallet(brought.kind === 'request' ? brought : null)
  function leave() {
    wallet.leave()
    onHandled()
  }
  return (
    <PublicFrame
      title="Demo wallet"
      description="Stands in for the Vaultys wallet on a phone and speaks its real protocol. Its keys lie unprotected in this browser, which only a demo may do."
    >
      <Stack gap="lg">
        {wallet.state.step === 'none' ? (
          <PasteLink onRequest={wallet.ask} />
        ) : (
          <RequestPanel wallet={wallet} onLeave={leave} />
        )}
        <WalletList wallet={wallet} />
      </Stack>
    </PublicFrame>
  )
}
