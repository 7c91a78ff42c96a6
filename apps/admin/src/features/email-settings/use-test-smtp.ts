import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../lib/trpc.ts'

/** Sends a message through the settings as typed. A refused message is an outcome and not an error. */
export function useTestSmtp() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  return useMutation(
    trpc.smtp.test.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.smtp.get.queryKey() }),
    }),
  )
}

export type SmtpTest = ReturnType<typeof useTestSmtp>
