import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { DataTable, DisabledReason, EmptyState, PersonCell, SearchField, type DataColumn } from '@rollcall/ui'
import { userId, type RealmView, type UserView } from '@rollcall/vocabulary'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { people } from '../../lib/format.ts'
import { toForbiddenReason, useMay } from '../../lib/permissions.tsx'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { useMembersChanged } from './use-members-changed.ts'

/** Finds people by name or email and adds them to the realm by hand. */
export function AddPeople({ realm }: { realm: RealmView }) {
  const [open, setOpen] = useState(false)
  const allowed = useMay('realms.assignUnclaimed')
  return (
    <>
      <DisabledReason reason={allowed ? null : toForbiddenReason('realms.assignUnclaimed')}>
        <Button leftSection={<UserPlus size={15} aria-hidden />} onClick={() => setOpen(true)}>
          Add people
        </Button>
      </DisabledReason>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Add people to ${realm.name}`} size="lg">
        <AddPeopleForm realm={realm} onClose={() => setOpen(false)} />
      </Modal>
    </>
  )
}

const COLUMNS: readonly DataColumn<UserView>[] = [
  {
    id: 'name',
    header: 'Person',
    cell: (user) => <PersonCell name={user.name} detail={user.email ?? 'No email'} />,
  },
  {
    id: 'department',
    header: 'Department',
    width: 180,
    hideBelow: 'sm',
    cell: (user) => user.department ?? '',
  },
]

function AddPeopleForm({ realm, onClose }: { realm: RealmView; onClose: () => void }) {
  const trpc = useTRPC()
  const [search, setSearch] = useState('')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const changed = useMembersChanged()
  const mayEdit = useMay('users.edit')
  const query = useQuery({
    ...trpc.users.list.queryOptions({
      search: search || undefined,
      limit: 20,
      claimed: mayEdit ? undefined : false,
    }),
    placeholderData: keepPreviousData,
  })
  const add = useMutation(
    trpc.users.addToRealm.mutationOptions({
      onSuccess: async ({ added }) => {
        toastDone(`${people(added)} added to ${realm.name}.`)
        onClose()
        await changed()
      },
      onError: (error) => toastProblem('Nobody was added', error),
    }),
  )
  const isMember = (user: UserView) => user.realms.some((held) => held.id === realm.id)
  return (
    <Stack gap="sm">
      <SearchField label="Search by name or email" value={search} onChange={setSearch} width="100%" />
      <DataTable
        caption="People to add"
        columns={COLUMNS}
        rows={query.data?.items ?? []}
        rowKey={(user) => user.id}
        density="compact"
        loading={query.isPending}
        loadingRows={6}
        selection={{
          selected,
          onChange: setSelected,
          rowLabel: (user) => `Select ${user.name}`,
          isSelectable: (user) => !isMember(user),
        }}
        empty={
          <EmptyState
            icon={Users}
            title="Nobody matches"
            text="Check the spelling, or search for another word."
          />
        }
      />
      <Text size="xs" c="dimmed">
        People without a checkbox are in the realm already. They join by hand, so a sync does not take the
        realm away.
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <DisabledReason reason={selected.size === 0 ? 'Select at least one person first.' : null}>
          <Button
            loading={add.isPending}
            onClick={() =>
              add.mutate({ realmId: realm.id, userIds: [...selected].map((id) => userId.parse(id)) })
            }
          >
            {selected.size === 0 ? 'Add people' : `Add ${people(selected.size)}`}
          </Button>
        </DisabledReason>
      </Group>
    </Stack>
  )
}
