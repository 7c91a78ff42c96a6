import type { ConnectionView } from '@rollcall/vocabulary'
import { Stack } from '@mantine/core'
import { CopyField, Panel } from '@rollcall/ui'
import { EntraGuide } from './entra-guide.tsx'
import { LiveState } from './live-state.tsx'
import { OtherClients } from './other-clients.tsx'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { ReceivedNumbers } from './received-numbers.tsx'
import { TokensPanel } from './tokens-panel.tsx'

export interface SetupSectionProps {
  connection: ConnectionView
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
}

/** What the other side needs, and whether it has come by. */
export function SetupSection({ connection, search, onSearch }: SetupSectionProps) {
  const { id, scim, baseUrl } = connection
  if (!scim || baseUrl === null) return null
  const create = () => onSearch({ ...search, create: 'true' })
  return (
    <>
      <LiveState id={id} scim={scim} onCreateToken={create} />
      {scim.firstCallAt || scim.liveTokens > 0 ? (
        <ReceivedNumbers connection={connection} scim={scim} />
      ) : null}
      <Panel
        title="Where the client sends to"
        description="Entra calls it Tenant URL. It is not a secret; the token is."
      >
        <Stack maw={760}>
          <CopyField display="boxed" label="Base URL" value={baseUrl} />
        </Stack>
      </Panel>
      <TokensPanel
        id={id}
        creating={search.create === 'true'}
        onCreatingChange={(creating) => onSearch({ ...search, create: creating ? 'true' : undefined })}
      />
      <EntraGuide
        cloud={connection.cloud}
        baseUrl={baseUrl}
        mirroring={scim.mirroring}
        folded={scim.firstCallAt !== null && scim.users > 0}
      />
      <OtherClients baseUrl={baseUrl} />
    </>
  )
}
