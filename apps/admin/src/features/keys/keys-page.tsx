import { Button } from '@mantine/core'
import {
  DataTable,
  DisabledReason,
  EmptyState,
  LinkButton,
  MobileRow,
  Page,
  PageHeader,
  Panel,
} from '@rollcall/ui'
import { ROLE_LABELS, type ApiKeyView } from '@rollcall/vocabulary'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ExternalLink, KeyRound, Plus } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { DeleteKeyButton } from './delete-key-button.tsx'
import { keyColumns, KeyExpiry } from './key-columns.tsx'

export interface KeysPageProps {
  /** Whether the form for a new key is open. */
  creating: boolean
  onCreatingChange: (creating: boolean) => void
}

export function KeysPage({ creating, onCreatingChange }: KeysPageProps) {
  usePageTitle('API keys')
  const trpc = useTRPC()
  const { data: keys } = useSuspenseQuery(trpc.keys.list.queryOptions())
  const create = <CreateKeyButton onPress={() => onCreatingChange(true)} />
  return (
    <Page>
      <PageHeader
        title="API keys"
        breadcrumbs={[{ label: 'Server settings', href: '/settings/integrations' }, { label: 'API keys' }]}
        description="Let scripts and other systems in. A key has a role and can do only what that role may."
        actions={
          <>
            <LinkButton
              variant="default"
              href="/api/docs"
              target="_blank"
              rightSection={<ExternalLink size={14} aria-hidden />}
            >
              API documentation
            </LinkButton>
            {create}
          </>
        }
      />
      <Panel flush>
        <DataTable<ApiKeyView>
          caption="API keys"
          columns={keyColumns}
          rows={keys}
          rowKey={(key) => key.id}
          renderMobile={(key) => (
            <MobileRow
              title={key.name}
              detail={
                <>
                  {ROLE_LABELS[key.role]} · <KeyExpiry apiKey={key} />
                </>
              }
              end={<DeleteKeyButton apiKey={key} />}
            />
          )}
          empty={
            <EmptyState
              icon={KeyRound}
              title="No API keys yet"
              text="Nothing outside of this console can reach your data. Create a key when a script or another system should."
              action={create}
            />
          }
        />
      </Panel>
      <CreateKeyDialog opened={creating} onClose={() => onCreatingChange(false)} />
    </Page>
  )
}

function CreateKeyButton({ onPress }: { onPress: () => void }) {
  return (
    <DisabledReason reason={useForbiddenReason('keys.edit')}>
      <Button leftSection={<Plus size={16} aria-hidden />} onClick={onPress}>
        Create API key
      </Button>
    </DisabledReason>
  )
}
