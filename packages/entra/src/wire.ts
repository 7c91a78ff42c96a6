import type { Group, User } from '@microsoft/microsoft-graph-types'
import { entraId, SourceError } from '@rollcall/vocabulary'
import * as z from 'zod'

const text = z.string().nullish()

type PropertiesOf<T> = { [Name in keyof T]?: z.ZodType }

/**
 * Shapes as Microsoft Graph v1.0 sends them. Properties we did not ask for are ignored, not refused. The names are
 * also what is asked for, so they are held against Microsoft's own list.
 */
export const wireUser = z.object({
  id: entraId,
  displayName: text,
  givenName: text,
  surname: text,
  mail: text,
  userPrincipalName: text,
  jobTitle: text,
  department: text,
  employeeId: text,
  companyName: text,
  officeLocation: text,
  accountEnabled: z.boolean().nullish(),
  userType: text,
} satisfies PropertiesOf<User>)
export type WireUser = z.infer<typeof wireUser>

export const USER_SELECT = Object.keys(wireUser.shape).join(',')

export const wireGroup = z.object({
  id: entraId,
  displayName: text,
  description: text,
  groupTypes: z.array(z.string()).nullish(),
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
  visibility: text,
} satisfies PropertiesOf<Group>)
export type WireGroup = z.infer<typeof wireGroup>

export const GROUP_SELECT = Object.keys(wireGroup.shape).join(',')

/** Only what is needed to tell kinds of members apart; people are read again as `wireUser`. */
export const wireMember = z.object({
  '@odata.type': text,
  id: entraId,
  displayName: text,
  userPrincipalName: text,
})

const wirePage = z.object({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().min(1).nullish(),
  '@odata.count': z.number().int().nonnegative().nullish(),
})

export interface WirePage {
  readonly items: readonly unknown[]
  readonly nextLink: string | null
  readonly count: number | null
}

/** A page that is no page stops the reading: continuing would look like people having left. */
export function parsePage(body: unknown, subject: string): WirePage {
  const page = wirePage.safeParse(body)
  if (page.success) {
    const { value, '@odata.nextLink': nextLink, '@odata.count': count } = page.data
    return { items: value, nextLink: nextLink ?? null, count: count ?? null }
  }
  throw new SourceError('malformed', `Microsoft's answer with ${subject} does not have the expected shape.`, {
    hint: 'Check that nothing between this server and Microsoft changes the answers, then try again.',
    evidence: { problem: firstIssue(page.error) },
  })
}

/** Where the shape differs, without the values. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  if (!issue) return 'unknown'
  return `${issue.path.join('.') || 'body'}: ${issue.code}`
}

/** `$count` answers with a bare number in plain text, sometimes after a byte order mark. */
export function countBody(body: string): number | undefined {
  const digits = body.replace(/^\uFEFF/, '').trim()
  return /^\d{1,12}$/.test(digits) ? Number(digits) : undefined
}

const wireBatch = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.number().int(),
      headers: z.record(z.string(), z.string()).nullish(),
      body: z.unknown(),
    }),
  ),
})

export interface BatchItem {
  readonly id: string
  readonly status: number
  readonly body: unknown
  /** The item as if it had been asked alone, so that the same rules judge it. */
  asAnswer(): { status: number; headers: { get(name: string): string | null }; text: string }
}

export function batchAnswer(body: unknown): readonly BatchItem[] | undefined {
  if (body === undefined) return undefined
  const batch = wireBatch.safeParse(body)
  if (!batch.success) {
    throw new SourceError('malformed', "Microsoft's answer to a batch does not have the expected shape.", {
      evidence: { problem: firstIssue(batch.error) },
    })
  }
  return batch.data.responses.map(({ id, status, headers, body: content }) => {
    const lower = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))
    return {
      id,
      status,
      body: content,
      asAnswer: () => ({
        status,
        headers: { get: (name: string) => lower.get(name.toLowerCase()) ?? null },
        text: JSON.stringify(content ?? null),
      }),
    }
  })
}

/** In a batch a count is a number, its digits, or its digits in base64, depending on the service. */
export function batchCount(body: unknown): number | null {
  if (typeof body === 'number' && Number.isInteger(body) && body >= 0) return body
  if (typeof body !== 'string') return null
  return countBody(body) ?? countBody(Buffer.from(body, 'base64').toString('utf8')) ?? null
}
