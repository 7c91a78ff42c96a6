import type { MailingId } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'
import { isSending } from './mailing-words.ts'

const SENDING_MS = 1500
/** A paused one changes when a person acts, maybe in another window; one that has ended never. */
const PAUSED_MS = 10_000

/** One mailing, read again and again while it is under way. */
export function useMailing(id: MailingId) {
  const trpc = useTRPC()
  return useQuery({
    ...trpc.mailings.get.queryOptions({ id }),
    refetchInterval: ({ state }) => {
      if (isSending(state.data)) return SENDING_MS
      return state.data?.status === 'paused' ? PAUSED_MS : false
    },
  })
}
