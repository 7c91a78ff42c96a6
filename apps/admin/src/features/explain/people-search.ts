import { directoryPeopleFilter } from '@rollcall/vocabulary'
import * as z from 'zod'

/** What the address of the search in the directories says. */
export const peopleSearch = z.object({
  search: z.string().max(200).optional().catch(undefined),
  connectionId: z.uuid().optional().catch(undefined),
  show: directoryPeopleFilter.optional().catch(undefined),
})
export type PeopleSearch = z.infer<typeof peopleSearch>

export const SHOWN_LABELS = {
  present: 'In the directory now',
  imported: 'Here already',
  not_imported: 'Not here',
  left: 'Left the directory',
} as const satisfies Record<NonNullable<PeopleSearch['show']>, string>

export function isFiltered(search: PeopleSearch): boolean {
  return search.connectionId !== undefined || search.show !== undefined
}
