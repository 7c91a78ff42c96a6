import { Page, PageHeader } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import { usePageTitle } from '../../lib/page-title.ts'
import type { ProvisioningSearch } from './provisioning-search.ts'
import { RequestsPanel } from './requests-panel.tsx'
import { ResourcesPanel } from './resources-panel.tsx'
import { SectionTabs } from './scim-connection-page.tsx'

export interface ScimRecordsPageProps {
  id: ConnectionId
  section: 'requests' | 'resources'
  search: ProvisioningSearch
  onSearch: (search: ProvisioningSearch) => void
}

/** What was sent through a connection, for people who may not see how it is set up. */
export function ScimRecordsPage({ id, section, search, onSearch }: ScimRecordsPageProps) {
  usePageTitle(section === 'requests' ? 'Provisioning requests' : 'Provisioned resources')
  return (
    <Page>
      <PageHeader
        title="SCIM provisioning"
        description="What the client of this connection sent, and what became of it."
      />
      <SectionTabs id={id} section={section} />
      {section === 'requests' ? (
        <RequestsPanel id={id} search={search} onSearch={onSearch} scim={null} />
      ) : (
        <ResourcesPanel id={id} search={search} onSearch={onSearch} />
      )}
    </Page>
  )
}
