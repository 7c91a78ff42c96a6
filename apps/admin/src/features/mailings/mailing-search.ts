import { emailStatus } from '@rollcall/vocabulary'
import * as z from 'zod'

/** What the address of a mailing's page says. */
export const mailingSearch = z.object({
  status: emailStatus.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
})
export type MailingSearch = z.infer<typeof mailingSearch>

/** Address of a mailing's page with only the rows of one status. */
export function toStatusHref(id: string, status: MailingSearch['status']): string {
  return status === undefined ? `/mailings/${id}` : `/mailings/${id}?status=${status}`
}
