import { Group } from '@mantine/core'
import { Panel, SearchField, SegmentedTabs } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import { GroupResources } from './group-resources.tsx'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { toSectionHref } from './sections.ts'
import { UserResources } from './user-resources.tsx'

export interface ResourcesPanelProps {
  id: ConnectionId
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
}

/** People and groups as the client sees them. */
export function ResourcesPanel({ id, search, onSearch }: ResourcesPanelProps) {
  const type = search.type ?? 'User'
  const tabs = [
    { label: 'People', href: toSectionHref(id, 'resources'), active: type === 'User' },
    { label: 'Groups', href: toSectionHref(id, 'resources', { type: 'Group' }), active: type === 'Group' },
  ]
  return (
    <Panel
      flush
      title="Resources"
      description="People and groups as the client of this connection sees them."
    >
      <Group p="md" gap="sm">
        <SegmentedTabs label="Kind of resource" tabs={tabs} />
        <SearchField
          label={
            type === 'User' ? 'Search by name, user name or external ID' : 'Search by name or external ID'
          }
          width={340}
          value={search.search ?? ''}
          onChange={(text) => onSearch({ ...search, search: text || undefined })}
        />
      </Group>
      {type === 'User' ? (
        <UserResources id={id} search={search.search} />
      ) : (
        <GroupResources id={id} search={search.search} />
      )}
    </Panel>
  )
}
