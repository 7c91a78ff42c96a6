import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { ConfirmDialog, DisabledReason, RelativeTime, StatusBadge } from '@rollcall/ui'
import type { GrantView } from '@rollcall/vocabulary'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import classes from './grant-list.module.css'
import { ENDED_LOOKS } from './grant-words.ts'

export interface GrantListProps {
  grants: readonly GrantView[]
  /** Why none can be revoked; null when they can. */
  reason: string | null
  /** Said when there are none. */
  none: string
}

export function GrantList({ grants, reason, none }: GrantListProps) {
  if (grants.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    )
  }
  return (
    <ul className={classes.list} aria-label="Capability grants">
      {grants.map((grant) => (
        <Grant key={grant.id} grant={grant} reason={reason} />
      ))}
    </ul>
  )
}

function Grant({ grant, reason }: { grant: GrantView; reason: string | null }) {
  const active = grant.state === 'active'
  return (
    <li className={classes.item} data-ended={active ? undefined : true}>
      <div className={classes.words}>
        <span className={classes.capability}>{grant.capability}</span>
        {grant.note ? <span className={classes.note}>{grant.note}</span> : null}
        <span className={classes.facts}>
          By {grant.grantedBy} <RelativeTime value={grant.grantedAt} />
          {active ? <Until expiresAt={grant.expiresAt} /> : null}
        </span>
        {active ? null : <Ended grant={grant} />}
      </div>
      {active ? <RevokeGrant grant={grant} reason={reason} /> : null}
    </li>
  )
}

function Until({ expiresAt }: { expiresAt: string | null }) {
  if (expiresAt === null) return <>, until it is revoked</>
  return (
    <>
      , ends <RelativeTime value={expiresAt} />
    </>
  )
}

function Ended({ grant }: { grant: GrantView }) {
  if (grant.state === 'active') return null
  const { tone, word } = ENDED_LOOKS[grant.state]
  return (
    <span className={classes.facts}>
      <StatusBadge tone={tone}>{word}</StatusBadge>{' '}
      <RelativeTime value={grant.endedAt ?? grant.expiresAt} fallback="" />
    </span>
  )
}

function RevokeGrant({ grant, reason }: { grant: GrantView; reason: string | null }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const revoke = useMutation(
    trpc.grants.revoke.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.grants.pathFilter())
        void queryClient.invalidateQueries(trpc.users.timeline.pathFilter())
        toastDone(`${grant.capability} is revoked.`)
      },
    }),
  )
  return (
    <>
      <RevokeButton label={`Revoke ${grant.capability}`} reason={reason} onPress={() => setAsking(true)} />
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => revoke.mutateAsync({ id: grant.id })}
        title={`Revoke ${grant.capability}?`}
        confirmLabel="Revoke capability"
        losses={['Whatever relies on this capability refuses the person from now on.']}
      >
        It can be granted again; the history keeps both.
      </ConfirmDialog>
    </>
  )
}

interface RevokeButtonProps {
  label: string
  reason: string | null
  onPress: () => void
}

/** A tooltip tells what the button does, or why it does nothing. */
function RevokeButton({ label, reason, onPress }: RevokeButtonProps) {
  if (reason) {
    return (
      <DisabledReason reason={reason}>
        <Button variant="subtle" color="gray" size="compact-sm" px={6} aria-label={label}>
          <X size={15} aria-hidden />
        </Button>
      </DisabledReason>
    )
  }
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={onPress}>
        <X size={15} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
