import { isLiveWallet, type ClaimId, type WalletSessionView } from '@rollcall/vocabulary'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useState } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import { useRetry } from '../../lib/use-retry.ts'
import { isLost } from './is-lost.ts'
import { useExpiry } from './use-expiry.ts'

export interface BrowserQr {
  /** The QR of this browser; undefined until one is shown, and for a stranger's id. */
  session: WalletSessionView | undefined
  /** True while a QR that the address names is being looked for. */
  restoring: boolean
  clockSkewMs: number
  connectionLost: boolean
  start: () => void
  starting: boolean
  /** Why no QR could be shown; null when that was not tried or worked. */
  problem: unknown
}

/**
 * A QR for someone who has not signed in: opened by `open`, found again by `id` after a reload, followed until it ends.
 */
export function useBrowserQr(options: {
  id: ClaimId | undefined
  onId: (id: ClaimId) => void
  open: () => Promise<WalletSessionView>
}): BrowserQr {
  const { id, onId, open } = options
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [clockSkewMs, setClockSkewMs] = useState(0)
  const query = useQuery({
    ...trpc.wallet.session.queryOptions(id ? { id } : skipToken),
    retry: false,
  })
  const session = id === undefined ? undefined : query.data
  const live = session !== undefined && isLiveWallet(session.status)

  function store(next: WalletSessionView) {
    queryClient.setQueryData(trpc.wallet.session.queryKey({ id: next.id }), next)
  }
  const stream = useSubscription(
    trpc.wallet.live.subscriptionOptions(id ? { id } : skipToken, {
      enabled: live,
      onData: (item) => store(item.data),
    }),
  )
  useRetry(live && stream.status === 'error', () => stream.reset())
  useExpiry(live ? session : undefined, clockSkewMs, () => void query.refetch())
  const start = useMutation({
    mutationFn: open,
    onSuccess: (next) => {
      setClockSkewMs(Date.parse(next.createdAt) - Date.now())
      store(next)
      onId(next.id)
    },
  })
  return {
    session,
    restoring: id !== undefined && query.isPending,
    clockSkewMs,
    connectionLost: live && isLost(stream),
    start: () => start.mutate(),
    starting: start.isPending,
    problem: start.error,
  }
}
