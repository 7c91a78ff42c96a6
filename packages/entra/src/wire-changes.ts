import { entraId, SourceError } from '@rollcall/vocabulary'
import * as z from 'zod'
import { firstIssue, GROUP_SELECT, wireGroup, wireUser } from './wire.ts'

/**
 * `changed`: deleted but still restorable; `deleted`: gone for good. Source: Microsoft Graph, "Use delta query to track
 * changes".
 */
const removal = z.object({
  reason: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['changed', 'deleted'])),
})

/** A property that is absent was not mentioned; one that is null was cleared. */
export const wireUserChange = wireUser.extend({ '@removed': removal.nullish() })
export type WireUserChange = z.infer<typeof wireUserChange>

export const wireGroupChange = wireGroup.extend({
  '@removed': removal.nullish(),
  'members@delta': z.array(z.unknown()).nullish(),
})
export type WireGroupChange = z.infer<typeof wireGroupChange>

/** Why a member went is not of interest: unlinked and deleted look the same. */
export const wireMemberChange = z.object({
  '@odata.type': z.string().min(1),
  id: entraId,
  '@removed': z.looseObject({}).nullish(),
})

export const GROUP_CHANGES_SELECT = `${GROUP_SELECT},members`

const wireChangePage = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().min(1).nullish(),
  '@odata.deltaLink': z.string().min(1).nullish(),
})

/** Exactly one of the links is set. */
export interface WireChangePage {
  readonly items: readonly unknown[]
  readonly nextLink: string | null
  readonly deltaLink: string | null
}

/** Without one clear way on a round would end early or never, and changes would be lost without a word. */
export function parseChangePage(body: unknown, subject: string): WireChangePage {
  const page = wireChangePage.safeParse(body)
  if (!page.success) throw noPage(subject, firstIssue(page.error))
  const { value: items, '@odata.nextLink': next, '@odata.deltaLink': delta } = page.data
  const nextLink = next ?? null
  const deltaLink = delta ?? null
  if (nextLink === null && deltaLink === null) throw noPage(subject, 'neither nextLink nor deltaLink')
  if (nextLink !== null && deltaLink !== null) throw noPage(subject, 'both nextLink and deltaLink')
  return { items, nextLink, deltaLink }
}

function noPage(subject: string, problem: string): SourceError {
  return new SourceError(
    'malformed',
    `Microsoft's answer with changes of ${subject} does not have the expected shape.`,
    {
      hint: 'Check that nothing between this server and Microsoft changes the answers, then try again.',
      evidence: { problem },
    },
  )
}
