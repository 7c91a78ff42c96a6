import { Button, Group } from '@mantine/core'
import {
  DisabledReason,
  EmptyState,
  FilterSelect,
  LinkButton,
  Page,
  PageHeader,
  Panel,
  SearchField,
} from '@rollcall/ui'
import { invitationState } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { MailPlus, UserPlus } from 'lucide-react'
import { usePageTitle } from '../../lib/page-title.ts'
import { useForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { ProblemState } from '../../shell/problem-state.tsx'
import { ShowMore } from '../../shell/show-more.tsx'
import { isFiltered, type InvitationSearch } from './invitation-search.ts'
import { InvitationTable } from './invitation-table.tsx'
import { isOnItsWay, STATE_LOOKS } from './invitation-words.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { NoMailServer } from './no-mail-server.tsx'

export interface InvitationsPageProps {
  search: InvitationSearch
  onSearch: (search: InvitationSearch) => void
}

/** People who were asked by email to join, beside those a directory brings. */
export function InvitationsPage({ search, onSearch }: InvitationsPageProps) {
  usePageTitle('Invitations')
  const mayInvite = useMay('invitations.edit')
  const query = useInvitations(search)
  const invitations = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page width="wide">
      <PageHeader
        title="Invitations"
        description="For people who are in no connected directory: they get a link and claim the account made for them."
        actions={<Invite onPress={() => onSearch({ ...search, invite: 'true' })} />}
      />
      <NoMailServer />
      <Panel flush>
        <Filters search={search} onSearch={onSearch} />
        {query.isError && !query.data ? (
          <ProblemState
            error={query.error}
            title="The invitations could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : (
          <InvitationTable
            invitations={invitations}
            loading={query.isPending}
            empty={<NoInvitations search={search} onSearch={onSearch} />}
          />
        )}
        <ShowMore query={query} label="Show older invitations" />
      </Panel>
      <InviteDialog
        opened={mayInvite && search.invite === 'true'}
        onClose={() => onSearch({ ...search, invite: undefined })}
      />
    </Page>
  )
}

const ON_ITS_WAY_MS = 2500

function useInvitations({ state, search }: InvitationSearch) {
  const trpc = useTRPC()
  return useInfiniteQuery({
    ...trpc.invitations.list.infiniteQueryOptions(
      { state, search, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isOnItsWay)) ? ON_ITS_WAY_MS : false,
  })
}

function Invite({ onPress }: { onPress: () => void }) {
  return (
    <DisabledReason reason={useForbiddenReason('invitations.edit')}>
      <Button leftSection={<UserPlus size={16} aria-hidden />} onClick={onPress}>
        Invite person
      </Button>
    </DisabledReason>
  )
}

function Filters({ search, onSearch }: InvitationsPageProps) {
  return (
    <Group gap="xs" p="md">
      <SearchField
        label="Search by name or email"
        value={search.search ?? ''}
        onChange={(text) => onSearch({ ...search, search: text || undefined })}
      />
      <FilterSelect
        label="State"
        width={160}
        value={search.state ?? null}
        onChange={(state) => onSearch({ ...search, state: invitationState.safeParse(state).data })}
        options={invitationState.options.map((state) => ({ value: state, label: STATE_LOOKS[state].word }))}
      />
    </Group>
  )
}

function NoInvitations({ search, onSearch }: InvitationsPageProps) {
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={MailPlus}
        title="No invitation matches"
        text="Nobody was invited who matches the search and is in this state."
        action={
          <Button variant="default" onClick={() => onSearch({})}>
            Clear search and filters
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={MailPlus}
      title="Nobody was invited yet"
      text="Invite people who are in no directory, such as contractors. People of a connected directory need no invitation: a sync brings them, and they are sent a claim link."
      action={
        <Group gap="xs" justify="center">
          <LinkButton variant="default" href="/users?tab=unclaimed">
            Show unclaimed people
          </LinkButton>
          <Invite onPress={() => onSearch({ ...search, invite: 'true' })} />
        </Group>
      }
    />
  )
}
