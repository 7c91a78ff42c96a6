import { Stack } from '@mantine/core'
import { KeyValueList, Page, PageHeader, Panel, PersonCell } from '@rollcall/ui'
import { ROLE_LABELS, type Role } from '@rollcall/vocabulary'
import { usePageTitle } from '../../lib/page-title.ts'
import { useMe } from '../../lib/permissions.tsx'
import { SessionList } from './session-list.tsx'

const ROLE_TEXTS: Record<Role, string> = {
  owner: 'Everything, including owners and API keys.',
  admin: 'Connections, syncs, settings, people and realms.',
  manager: 'People and realms, and running a sync that is set up.',
  operator: 'Reading people and runs, and helping people who have not claimed their account.',
  member: 'Your own profile.',
}

export function ProfilePage() {
  usePageTitle('My profile')
  const me = useMe()
  return (
    <Page width="form">
      <PageHeader title="My profile" description="Who you are here, and where you are signed in." />
      <Panel title="About you">
        <Stack>
          <PersonCell name={me.name} detail={me.email ?? 'No email'} size={44} />
          <KeyValueList
            items={[
              { label: 'Role', value: ROLE_LABELS[me.role] },
              { label: 'What you may do', value: ROLE_TEXTS[me.role] },
            ]}
          />
        </Stack>
      </Panel>
      <SessionList />
    </Page>
  )
}
