import { Button, Stack, Text } from '@mantine/core'
import { EmptyState, LinkButton } from '@rollcall/ui'
import type { DirectoryCoverage } from '@rollcall/vocabulary'
import { UserSearch } from 'lucide-react'
import { useMay } from '../../lib/permissions.tsx'
import { isFiltered, type PeopleSearch } from './people-search.ts'

export interface NobodyFoundProps {
  search: PeopleSearch
  coverage: readonly DirectoryCoverage[]
  onSearch: (search: PeopleSearch) => void
}

/** Nobody by that name was read; what is read at all, and when, says why. */
export function NobodyFound({ search, coverage, onSearch }: NobodyFoundProps) {
  const mayConnect = useMay('connections.read')
  if (coverage.length === 0 && !search.connectionId) {
    return (
      <EmptyState
        icon={UserSearch}
        title="No directory is connected yet"
        text="Once a directory is connected and read, its people can be found here, whether they were brought in or not."
        action={
          mayConnect ? <LinkButton href="/settings/integrations">Connect a directory</LinkButton> : null
        }
      />
    )
  }
  return (
    <EmptyState
      icon={UserSearch}
      title={search.search ? `Nobody called “${search.search}” was read` : 'Nobody to show'}
      text={
        <Stack gap={6} component="span">
          <span>Someone who is not in the list is not known to the connections:</span>
          {coverage.map((one) => (
            <Text key={one.connectionId} size="sm" component="span">
              {one.text}
            </Text>
          ))}
        </Stack>
      }
      action={
        isFiltered(search) ? (
          <Button variant="default" onClick={() => onSearch({ search: search.search })}>
            Search everyone in every directory
          </Button>
        ) : null
      }
    />
  )
}
