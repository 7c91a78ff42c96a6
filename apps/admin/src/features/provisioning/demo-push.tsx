import { Button } from '@mantine/core'
import { Callout } from '@rollcall/ui'
import type { ConnectionId } from '@rollcall/vocabulary'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { countOf, people } from '../../lib/format.ts'
import { toastDone, toastNotice, toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'

export interface DemoPushProps {
  id: ConnectionId
  token: string
  onStart: () => void
}

/** In the demo, the sample tenant takes the token and pushes its people, as Entra would after being set up. */
export function DemoPush({ id, token, onStart }: DemoPushProps) {
  const trpc = useTRPC()
  const { data: instance } = useQuery(trpc.instance.get.queryOptions())
  const { data: connection } = useQuery(trpc.connections.get.queryOptions({ id }))
  const push = usePush()
  const baseUrl = connection?.baseUrl
  if (!instance?.demo || !baseUrl) return null
  return (
    <Callout
      tone="info"
      title="This is the demo"
      action={
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            push.mutate({ baseUrl, token })
            onStart()
          }}
        >
          Let the sample tenant push
        </Button>
      }
    >
      The sample tenant can play Entra with this token: it tests the connection, then sends everyone it has.
    </Callout>
  )
}

/** Goes on when the dialog is closed; the page shows what arrives meanwhile. */
function usePush() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.demoTenant.push.mutationOptions({
      onSuccess: ({ ok, detail, users, groups, failures }) => {
        void queryClient.invalidateQueries({ queryKey: trpc.connections.pathKey() })
        const pushed = `The sample tenant pushed ${people(users)} and ${countOf(groups, 'group', 'groups')}.`
        if (!ok) toastNotice('The sample tenant did not get through', detail ?? pushed)
        else if (failures > 0) toastNotice(pushed, 'Some requests were refused: see Requests, Problems.')
        else toastDone(pushed)
      },
      onError: (error) => toastProblem('The sample tenant could not push', error),
    }),
  )
}
