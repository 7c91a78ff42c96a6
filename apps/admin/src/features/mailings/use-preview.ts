import type { MailingPreviewView } from '@rollcall/vocabulary'
import { useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../../lib/trpc.ts'
import { toPreviewTargets, type MailingTarget } from './mailing-target.ts'
import { addPreviews } from './preview-words.ts'

/** Whom a mailing would reach, read anew each time it is asked about. */
export function usePreview(target: MailingTarget) {
  const trpc = useTRPC()
  const client = useTRPCClient()
  return useQuery<MailingPreviewView>({
    queryKey: trpc.mailings.preview.queryKey(target),
    queryFn: async ({ signal }) => {
      const targets = toPreviewTargets(target)
      return addPreviews(
        await Promise.all(targets.map((piece) => client.mailings.preview.query(piece, { signal }))),
      )
    },
    staleTime: 0,
    gcTime: 0,
    // Someone waits in front of a dialog that offers to try again.
    retry: false,
  })
}
