import { Stack, Text } from '@mantine/core'
import { DataTable, PersonCell, StatusBadge, type DataColumn } from '@rollcall/ui'
import type { DirectoryPersonView } from '@rollcall/vocabulary'
import type { ReactNode } from 'react'

const COLUMNS: readonly DataColumn<DirectoryPersonView>[] = [
  { id: 'person', header: 'Person', cell: (person) => <Person person={person} /> },
  { id: 'here', header: 'Here', width: 130, cell: (person) => <HereBadge person={person} /> },
  { id: 'why', header: 'Why', width: '40%', wrap: true, cell: (person) => person.answer.text },
  {
    id: 'directory',
    header: 'Directory',
    width: 180,
    hideBelow: 'lg',
    cell: (person) => person.connectionName,
  },
]

export interface PeopleTableProps {
  people: readonly DirectoryPersonView[]
  loading: boolean
  empty: ReactNode
}

/** People of the directories, each with the short answer. */
export function PeopleTable({ people, loading, empty }: PeopleTableProps) {
  return (
    <DataTable
      caption="People of the directories"
      columns={COLUMNS}
      rows={people}
      rowKey={(person) => person.identityId}
      rowHref={toHref}
      loading={loading}
      empty={empty}
      renderMobile={(person) => (
        <Stack gap={6}>
          <Person person={person} />
          <Text size="xs" c="dimmed">
            {person.answer.text}
          </Text>
        </Stack>
      )}
    />
  )
}

/** Whoever is here has a page of their own, which answers more. */
function toHref(person: DirectoryPersonView): string {
  return person.userId ? `/users/${person.userId}` : `/directory-people/${person.identityId}`
}

function Person({ person }: { person: DirectoryPersonView }) {
  return (
    <PersonCell
      name={person.name}
      detail={person.userPrincipalName ?? person.email ?? person.externalId ?? person.entraId}
    />
  )
}

export function HereBadge({ person }: { person: Pick<DirectoryPersonView, 'userId' | 'answer'> }) {
  if (person.userId) return <StatusBadge tone="success">Here</StatusBadge>
  if (person.answer.kind === 'conflict_waits' || person.answer.kind === 'plan_waits')
    return <StatusBadge tone="warning">Needs you</StatusBadge>
  if (person.answer.kind === 'failed') return <StatusBadge tone="danger">Failed</StatusBadge>
  return <StatusBadge tone="neutral">Not here</StatusBadge>
}
