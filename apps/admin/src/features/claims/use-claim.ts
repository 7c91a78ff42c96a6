import { isLiveWallet, type ClaimId, type ClaimView, type UserId } from '@rollcall/vocabulary'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useState } from 'react'
import { toastProblem } from '../../lib/toasts.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { useRetry } from '../../lib/use-retry.ts'
import { isLost } from '../../shell/qr/is-lost.ts'
import { useExpiry } from '../../shell/qr/use-expiry.ts'
import { useRefreshPeople } from './use-refresh-people.ts'

/** The claim of one person: the open or last QR, followed while a wallet may answer, and the links that were emailed. */
export function useClaim(userId: UserId) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = useRefreshPeople()
  const [clockSkewMs, setClockSkewMs] = useState(0)
  const [followed, setFollowed] = useState<ClaimId>()
  const query = useQuery(trpc.claims.overview.queryOptions({ userId }))
  const session = query.data?.session ?? null
  const live = session !== null && isLiveWallet(session.status)
  if (session && live && session.id !== followed) setFollowed(session.id)

  function store(next: ClaimView) {
    queryClient.setQueryData(trpc.claims.overview.queryKey({ userId }), (before) =>
      before ? { ...before, session: next } : before,
    )
    if (!isLiveWallet(next.status)) refresh()
  }
  /** The end of a QR that another one has replaced is no news any more. */
  function receive(next: ClaimView) {
    const shown = queryClient.getQueryData(trpc.claims.overview.queryKey({ userId }))
    if (shown?.session?.id === next.id) store(next)
  }
  const stream = useSubscription(
    trpc.claims.live.subscriptionOptions(session && live ? { id: session.id } : skipToken, {
      enabled: live,
      onData: (item) => receive(item.data),
    }),
  )
  useRetry(live && stream.status === 'error', () => stream.reset())
  useExpiry(live ? session : undefined, clockSkewMs, () => void query.refetch())
  const start = useMutation(
    trpc.claims.start.mutationOptions({
      onSuccess: (next) => {
        setClockSkewMs(Date.parse(next.createdAt) - Date.now())
        setFollowed(next.id)
        store(next)
      },
      onError: (error) => {
        toastProblem('No QR could be shown', error)
        void query.refetch()
      },
    }),
  )
  const cancel = useMutation(
    trpc.claims.cancel.mutationOptions({
      onSuccess: store,
      onError: (error) => toastProblem('The QR could not be closed', error),
    }),
  )
  return {
    query,
    session,
    /** True when this page has seen the QR open, so that its end is news here. */
    witnessed: session !== null && session.id === followed,
    clockSkewMs,
    connectionLost: live && isLost(stream),
    start: () => start.mutate({ userId }),
    starting: start.isPending,
    cancel: (id: ClaimId) => cancel.mutate({ id }),
    cancelling: cancel.isPending,
  }
}

export type PersonClaim = ReturnType<typeof useClaim>
