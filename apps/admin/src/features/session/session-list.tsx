import { Button, Text } from '@mantine/core'
import { ConfirmDialog, Panel, RelativeTime, StatusBadge, TableSkeleton } from '@rollcall/ui'
import type { sessionView } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { useState } from 'react'
import type * as z from 'zod'
import { toastDone } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { QueryPart } from '../../shell/query-part.tsx'
import { useSignOut } from '../../shell/use-sign-out.ts'
import { toDeviceName } from './device-name.ts'
import classes from './session-list.module.css'

type SessionView = z.infer<typeof sessionView>

/** Every place this person is signed in, with the way to end it. */
export function SessionList() {
  const trpc = useTRPC()
  const query = useQuery(trpc.me.sessions.queryOptions())
  return (
    <Panel
      title="Sessions"
      description="Places where you are signed in. End any that you do not recognise, and tell an owner."
      flush
    >
      <QueryPart
        query={query}
        skeleton={<TableSkeleton rows={2} columns={2} />}
        failed="Your sessions could not be loaded"
      >
        {(sessions) => (
          <ul className={classes.list} aria-label="Sessions">
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} />
            ))}
          </ul>
        )}
      </QueryPart>
    </Panel>
  )
}

function SessionRow({ session }: { session: SessionView }) {
  const device = toDeviceName(session.userAgent)
  return (
    <li className={classes.row}>
      <MonitorSmartphone size={20} aria-hidden className={classes.icon} />
      <div className={classes.words}>
        <div className={classes.name}>
          <span title={session.userAgent ?? undefined}>{device}</span>
          {session.current ? <StatusBadge tone="success">This session</StatusBadge> : null}
        </div>
        <Text size="xs" c="dimmed">
          {session.ip ? `${session.ip} · ` : ''}signed in <RelativeTime value={session.createdAt} /> · last
          active <RelativeTime value={session.lastSeenAt} />
        </Text>
      </div>
      {session.current ? <SignOut /> : <EndSession id={session.id} device={device} />}
    </li>
  )
}

function SignOut() {
  const signOut = useSignOut()
  return (
    <Button variant="default" size="compact-sm" onClick={() => void signOut()}>
      Sign out
    </Button>
  )
}

function EndSession({ id, device }: { id: string; device: string }) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const end = useMutation(
    trpc.me.endSession.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.me.sessions.queryKey() })
        toastDone(`The session on ${device} has ended.`)
      },
    }),
  )
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`End session on ${device}`}
        onClick={() => setAsking(true)}
      >
        End session
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => end.mutateAsync({ id })}
        title={`End the session on ${device}?`}
        confirmLabel="End session"
      >
        Whoever uses it is signed out at once and has to sign in again.
      </ConfirmDialog>
    </>
  )
}
