import type { MailingView } from '@rollcall/vocabulary'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTRPC } from '../../lib/trpc.ts'
import type { MailingSearch } from './mailing-search.ts'
import { isSending } from './mailing-words.ts'

const SENDING_MS = 2000
/** Every page shown is read again, so many of them are read less often. */
const MANY_SHOWN_MS = 10_000

/** The messages of a mailing as far as they have been asked for, fresh while it is under way and once more at its end. */
export function useEmails(mailing: MailingView, { status, search }: MailingSearch) {
  const trpc = useTRPC()
  const sending = isSending(mailing)
  const query = useInfiniteQuery({
    ...trpc.mailings.emails.infiniteQueryOptions(
      { mailingId: mailing.id, status, search, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      if (!sending) return false
      return (state.data?.pages.length ?? 0) > 2 ? MANY_SHOWN_MS : SENDING_MS
    },
  })
  const wasSending = useRef(sending)
  const readAgain = useEffectEvent(() => void query.refetch())
  useEffect(() => {
    if (wasSending.current && !sending) readAgain()
    wasSending.current = sending
  }, [sending])
  return query
}
