import { changeKind, changeOutcome, type ChangeKind, type ChangeOutcome } from '@rollcall/vocabulary'
import * as z from 'zod'

/** The part of an address that says which changes of a run are listed. */
export const changeSearch = z.object({
  kind: changeKind.optional().catch(undefined),
  outcome: changeOutcome.optional().catch(undefined),
  search: z.string().max(200).optional().catch(undefined),
})
export type ChangeSearch = z.infer<typeof changeSearch>

/** Address of the changes of one kind, keeping what the base address already says. */
export function toKindHref(base: string, kind: ChangeKind): string {
  return toFilteredHref(base, `kind=${kind}`)
}

/** Address of the changes of one outcome, keeping what the base address already says. */
export function toOutcomeHref(base: string, outcome: ChangeOutcome): string {
  return toFilteredHref(base, `outcome=${outcome}`)
}

function toFilteredHref(base: string, filter: string): string {
  return `${base}${base.includes('?') ? '&' : '?'}${filter}#changes`
}

/** Address of a file with the changes that are listed. */
export function toExportHref(runId: string, format: 'csv' | 'jsonl', search: ChangeSearch): string {
  const chosen = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) if (value) chosen.set(name, value)
  const query = chosen.size === 0 ? '' : `?${chosen.toString()}`
  return `/api/directory/runs/${runId}/changes.${format}${query}`
}
