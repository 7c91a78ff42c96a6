import type { EventType, UserId } from '@rollcall/vocabulary'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useDocumentVisibility } from '@mantine/hooks'
import { useEffect, useEffectEvent, useState } from 'react'
import { useMay } from '../../lib/permissions.tsx'
import { useTRPC } from '../../lib/trpc.ts'
import { useRetry } from '../../lib/use-retry.ts'
import { bringsNews } from './people-news.ts'
import { useRefreshPeople } from './use-refresh-people.ts'

/** Many claims at once, as on an onboarding day, make one reading of the lists, not one each. */
const GATHER_MS = 600

/**
 * Keeps what the page shows of people fresh while others claim their accounts: of one person, or of everyone.
 * A browser opens six streams to a server over all its tabs, so a tab that nobody sees holds none.
 */
export function LivePeople({ userId }: { userId?: UserId }) {
  const trpc = useTRPC()
  const refresh = useRefreshPeople()
  const allowed = useMay('events.read')
  const visible = useDocumentVisibility() === 'visible'
  const [pending, setPending] = useState(false)
  const refreshNow = useEffectEvent(() => {
    setPending(false)
    refresh()
  })
  useEffect(() => {
    const timer = pending ? setTimeout(() => refreshNow(), GATHER_MS) : undefined
    return () => clearTimeout(timer)
  }, [pending])
  function receive(type: EventType) {
    if (bringsNews(type, userId !== undefined)) setPending(true)
  }
  const stream = useSubscription(
    trpc.events.live.subscriptionOptions(
      { userId },
      { enabled: allowed && visible, onData: (item) => receive(item.data.type) },
    ),
  )
  useRetry(stream.status === 'error', () => stream.reset())
  return null
}
