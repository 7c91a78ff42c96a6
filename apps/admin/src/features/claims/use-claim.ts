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

/** The claim of one person: the open or last QR, followed while a wallet may answer, and what can be done with it. */
export function useClaim(userId: UserId) {
  const trpc = useTRPC()
  const [clockSkewMs, setClockSkewMs] = useState(0)
  const [followed, setFollowed] = useState<ClaimId>()
  const query = useQuery(trpc.claims.overview.queryOptions({ userId }))
  const session = query.data?.session ?? null
  const live = session !== null && isLiveWallet(session.status)
  if (session && live && session.id !== followed) setFollowed(session.id)
  const { store, storeIfShown } = useStoreClaim(userId)
  const stream = useSubscription(
    trpc.claims.live.subscriptionOptions(session && live ? { id: session.id } : skipToken, {
      enabled: live,
      onData: (item) => storeIfShown(item.data),
    }),
  )
  useRetry(live && stream.status === 'error', () => stream.reset())
  useExpiry(live ? session : undefined, clockSkewMs, () => void query.refetch())
  const steps = useClaimSteps({
    onOpened: (next) => {
      setClockSkewMs(Date.parse(next.createdAt) - Date.now())
      setFollowed(next.id)
      store(next)
    },
    onCancelled: store,
    onRefused: () => void query.refetch(),
  })
  return {
    query,
    session,
    /** True when this page has seen the QR open, so that its end is news here. */
    witnessed: session !== null && session.id === followed,
    clockSkewMs,
    connectionLost: live && isLost(stream),
    start: () => steps.start.mutate({ userId }),
    starting: steps.start.isPending,
    cancel: (id: ClaimId) => steps.cancel.mutate({ id }),
    cancelling: steps.cancel.isPending,
  }
}

export type PersonClaim = ReturnType<typeof useClaim>

function useStoreClaim(userId: UserId) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const refresh = useRefreshPeople()
  const queryKey = trpc.claims.overview.queryKey({ userId })
  function store(next: ClaimView) {
    queryClient.setQueryData(queryKey, (before) => (before ? { ...before, session: next } : before))
    if (!isLiveWallet(next.status)) refresh()
  }
  /** The end of a QR that another one has replaced is no news any more. */
  function storeIfShown(next: ClaimView) {
    if (queryClient.getQueryData(queryKey)?.session?.id === next.id) store(next)
  }
  return { store, storeIfShown }
}

function useClaimSteps(options: {
  onOpened: (claim: ClaimView) => void
  onCancelled: (claim: ClaimView) => void
  onRefused: () => void
}) {
  const trpc = useTRPC()
  const start = useMutation(
    trpc.claims.start.mutationOptions({
      onSuccess: options.onOpened,
      onError: (error) => {
        toastProblem('No QR could be shown', error)
        options.onRefused()
      },
    }),
  )
  const cancel = useMutation(
    trpc.claims.cancel.mutationOptions({
      onSuccess: options.onCancelled,
      onError: (error) => toastProblem('The QR could not be closed', error),
    }),
  )
  return { start, cancel }
}
