import { changeKind, changeOutcome, type ChangeKind } from '@rollcall/vocabulary'
import * as z from 'zod'

/** The part of an address that says which changes of a run are listed. */
export const changeSearch = z.object({
  kind: changeKind.optional().catch(undefined),
  outcome: changeOutcome.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
  /** Place of the page, from 1; only for the words under the table. */
  page: z.coerce.number().int().min(1).optional().catch(undefined),
})
export type ChangeSearch = z.infer<typeof changeSearch>

/** Address of the changes of one kind, keeping what the base address already says. */
export function toKindHref(base: string, kind: ChangeKind): string {
  return `${base}${base.includes('?') ? '&' : '?'}kind=${kind}#changes`
}
