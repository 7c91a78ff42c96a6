import { ActionIcon, Badge, Select, Stack, Text, Tooltip } from '@mantine/core'
import { Panel, UiLink } from '@rollcall/ui'
import { realmId, type MembershipView, type UserDetailView } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { toastDone, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import type { EditRights } from './edit-rights.ts'
import classes from './realm-memberships.module.css'
import { refreshUsers } from './use-update-user.ts'

export interface RealmMembershipsProps {
  user: UserDetailView
  rights: EditRights
}

/** The person's realms and how each came: by hand, or by which group. */
export function RealmMemberships({ user, rights }: RealmMembershipsProps) {
  const changed = useMembershipChange(user)
  const trpc = useTRPC()
  const remove = useMutation(
    trpc.realms.removeMember.mutationOptions({
      onSuccess: changed,
      onError: (error) => toastProblem('The realm could not be removed', error),
    }),
  )
  return (
    <Panel title="Realms">
      <Stack gap="sm">
        {user.realms.length === 0 ? (
          <Text size="sm" c="dimmed">
            {user.name} is in no realm.
          </Text>
        ) : (
          <ul className={classes.list} aria-label="Realms">
            {user.realms.map((realm) => (
              <Membership
                key={realm.id}
                realm={realm}
                locked={rights.realms !== null}
                onRemove={() => remove.mutate({ realmId: realm.id, userId: user.id })}
              />
            ))}
          </ul>
        )}
        {rights.realms === null ? <AddRealm user={user} onAdded={changed} /> : null}
      </Stack>
    </Panel>
  )
}

function useMembershipChange(user: UserDetailView) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries(trpc.users.get.pathFilter())
    toastDone(`The realms of ${user.name} were changed.`)
    await refreshUsers(queryClient, trpc)
  }
}

interface MembershipProps {
  realm: MembershipView
  locked: boolean
  onRemove: () => void
}

function Membership({ realm, locked, onRemove }: MembershipProps) {
  const groups = realm.byMappings.map((way) => way.groupName ?? way.groupId)
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <Badge
          color={realm.color}
          component={UiLink}
          href={`/realms/${realm.id}`}
          style={{ cursor: 'pointer' }}
        >
          {realm.name}
        </Badge>
        <Text size="xs" c="dimmed">
          {toOrigin(realm.byHand, groups)}
        </Text>
      </div>
      {realm.byHand && !locked ? (
        <Tooltip
          label={
            groups.length > 0 ? 'End the membership by hand; the group keeps the realm' : 'Remove from realm'
          }
        >
          <ActionIcon aria-label={`Remove from ${realm.name}`} onClick={onRemove}>
            <X size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : null}
    </li>
  )
}

function toOrigin(byHand: boolean, groups: readonly string[]): string {
  const given = groups.length === 0 ? '' : `the group ${groups.join(' and ')}`
  if (byHand) return given === '' ? 'Added by hand' : `Added by hand, and given by ${given}`
  return `Given by ${given}. To take it away, change the group in the directory or its mapping.`
}

function AddRealm({ user, onAdded }: { user: UserDetailView; onAdded: () => Promise<void> }) {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.realms.list.queryOptions({ limit: 200 }))
  const add = useMutation(
    trpc.realms.addMember.mutationOptions({
      onSuccess: onAdded,
      onError: (error) => toastProblem('The realm could not be added', error),
    }),
  )
  const held = new Set(user.realms.filter((realm) => realm.byHand).map((realm) => realm.id))
  const open = (data?.items ?? []).filter((realm) => !held.has(realm.id))
  if (data && data.items.length === 0) {
    return (
      <Text size="sm">
        There is no realm yet.{' '}
        <UiLink href="/realms" className="ui-link" style={{ textDecoration: 'underline' }}>
          Go to realms
        </UiLink>
      </Text>
    )
  }
  return (
    <Select
      aria-label="Add to a realm"
      placeholder="Add to a realm"
      searchable
      value={null}
      disabled={add.isPending || open.length === 0}
      data={open.map((realm) => ({ value: realm.id, label: realm.name }))}
      nothingFoundMessage="No other realm has this name."
      onChange={(id) => id && add.mutate({ realmId: realmId.parse(id), userId: user.id })}
    />
  )
}
