import { Button, Group, Modal, Progress, Select, Stack, Text } from '@mantine/core'
import { LinkButton, toneIcons } from '@rollcall/ui'
import { realmId, userId, type RealmView } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { GitFork } from 'lucide-react'
import { useState } from 'react'
import { people } from '../../lib/format.ts'
import { toProblem } from '../../lib/problem.ts'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'
import { inBatches } from './in-batches.ts'

const BATCH = 200

export interface AddToRealmProps {
  selected: ReadonlySet<string>
  onDone: () => void
}

/** Puts the selected people into one realm, batch by batch. */
export function AddToRealm({ selected, onDone }: AddToRealmProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<GitFork size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add to realm
      </Button>
      <Modal opened={open} onClose={() => setOpen(false)} title={`Add ${people(selected.size)} to a realm`}>
        <AddToRealmForm
          selected={selected}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            onDone()
          }}
        />
      </Modal>
    </>
  )
}

function AddToRealmForm({ selected, onClose, onDone }: AddToRealmProps & { onClose: () => void }) {
  const trpc = useTRPC()
  const { data, isPending } = useQuery(trpc.realms.list.queryOptions({ limit: 200 }))
  const [chosen, setChosen] = useState<string | null>(null)
  const realm = data?.items.find((one) => one.id === chosen)
  const { add, done } = useAddToRealm(selected, onDone)
  if (data?.items.length === 0) {
    return (
      <Stack gap="md">
        <Text size="sm">There is no realm yet. Create one first, then add people to it.</Text>
        <LinkButton href="/realms">Go to realms</LinkButton>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <Select
        label="Realm"
        description="They become members by hand, so a sync does not take the realm away. People who are in it already stay as they are."
        placeholder={isPending ? 'Loading realms' : 'Choose a realm'}
        searchable
        data-autofocus
        value={chosen}
        onChange={setChosen}
        data={(data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
        nothingFoundMessage="No realm has this name."
      />
      {add.isPending ? <BatchProgress done={done} total={selected.size} /> : null}
      {add.isError ? <BatchFailure done={done} total={selected.size} error={add.error} /> : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={!realm} loading={add.isPending} onClick={() => realm && add.mutate(realm)}>
          {realm ? `Add to ${realm.name}` : 'Add to realm'}
        </Button>
      </Group>
    </Stack>
  )
}

function useAddToRealm(selected: ReadonlySet<string>, onDone: () => void) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const [done, setDone] = useState(0)
  const add = useMutation({
    mutationFn: async (realm: RealmView) => {
      let added = 0
      setDone(0)
      for (const batch of inBatches([...selected], BATCH)) {
        const userIds = batch.map((id) => userId.parse(id))
        added += (await client.users.addToRealm.mutate({ realmId: realmId.parse(realm.id), userIds })).added
        setDone((before) => before + batch.length)
      }
      return added
    },
    onSuccess: (added, realm) => {
      toastDone(
        added === selected.size
          ? `${people(added)} added to ${realm.name}.`
          : `${people(added)} added to ${realm.name}. The others were in it already.`,
      )
      onDone()
    },
    onSettled: async () => {
      await queryClient.invalidateQueries(trpc.users.pathFilter())
      await queryClient.invalidateQueries(trpc.realms.pathFilter())
    },
  })
  return { add, done }
}

function BatchProgress({ done, total }: { done: number; total: number }) {
  return (
    <Stack gap={4}>
      <Progress value={(done / total) * 100} aria-label="People added" />
      <Text size="xs" c="dimmed" className="ui-tabular">
        {`${done} of ${total}`}
      </Text>
    </Stack>
  )
}

function BatchFailure({ done, total, error }: { done: number; total: number; error: unknown }) {
  const Icon = toneIcons.danger
  return (
    <Group gap="xs" wrap="nowrap" role="alert" c="var(--ui-danger-fg)">
      <Icon size={16} aria-hidden />
      <Text size="sm">
        {toProblem(error).message} {done > 0 ? `${done} of ${total} were added; trying again is safe.` : ''}
      </Text>
    </Group>
  )
}
