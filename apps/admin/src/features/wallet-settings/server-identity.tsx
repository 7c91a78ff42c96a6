import { Stack, Text } from '@mantine/core'
import { CopyField, KeyValueList, Panel } from '@rollcall/ui'
import type { WalletSettingsView } from '@rollcall/vocabulary'
import { Fingerprint } from '../../shell/qr/fingerprint.tsx'

/** Who this server is to a wallet. It was made once and stays for good. */
export function ServerIdentity({ settings }: { settings: WalletSettingsView }) {
  return (
    <Panel
      title="This server’s identity"
      description="Wallets show it when they ask whether to go on. It was made at the first start, and its key never leaves the server."
    >
      <Stack maw={640}>
        <div>
          <Fingerprint value={settings.fingerprint} label="Fingerprint of the server" />
          <Text size="sm" c="dimmed" mt="xs">
            People can compare it with what their wallet shows. If it differs, they are talking to another
            server.
          </Text>
        </div>
        <KeyValueList
          items={[
            {
              label: 'DID',
              value: <CopyField label="DID of the server" value={settings.did} head={24} tail={8} />,
            },
            {
              label: 'Wallet',
              value: settings.walletUrl,
              hint: 'Where a QR leads that is read by a camera app',
            },
          ]}
        />
      </Stack>
    </Panel>
  )
}
