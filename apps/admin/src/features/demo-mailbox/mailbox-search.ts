import * as z from 'zod'

/** What the address of the demo mailbox says: which message is open. */
export const mailboxSearch = z.object({ message: z.string().max(200).optional().catch(undefined) })
export type MailboxSearch = z.infer<typeof mailboxSearch>

export function toMessageHref(id: string): string {
  return `/demo/mailbox?${new URLSearchParams({ message: id }).toString()}`
}
