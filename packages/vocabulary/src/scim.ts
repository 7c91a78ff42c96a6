import * as z from 'zod'
import { connectionId, instant, scimRequestId, scimTokenId, userId } from './ids.ts'
import { guardPolicy } from './connections.ts'
import { pageInput } from './paging.ts'
import { role } from './roles.ts'
import { attributeMirroring } from './scim-connection.ts'
import { leaverPolicy } from './states.ts'

/** What became of a request, in one word. */
export const scimOutcome = z.enum([
  /** A new person here. */
  'created',
  /** Stored, and linked to someone who was here. */
  'linked',
  'updated',
  /** The client already had its way. */
  'unchanged',
  'disabled',
  'reactivated',
  /** Deleted by the client: disabled by the leaver policy. */
  'deactivated',
  /** Deleted by the client: marked as gone from the directory. */
  'left',
  /** Stored, but who it is has to be decided by a person. */
  'conflict',
  /** Stored, but the loss of access waits for a person, because too many lost it within an hour. */
  'held',
  /** A group, or a part of one, was stored or deleted. */
  'stored',
  'deleted',
  /** Something was looked up, also when nothing was found. */
  'answered',
  'refused',
  'failed',
])
export type ScimOutcome = z.infer<typeof scimOutcome>

const displayName = z
  .string({ error: 'Give the connection a name.' })
  .trim()
  .min(1, { error: 'Give the connection a name.' })
  .max(120)

export const createScimConnectionInput = z
  .object({
    displayName,
    defaultRole: role.exclude(['owner']).default('member'),
    leaverPolicy: leaverPolicy.default('keep'),
    leaverGraceDays: z.number().int().min(1).max(365).default(14),
    guard: guardPolicy.prefault({}),
    refreshClaimed: z.boolean().default(false),
    autoLinkClaimed: z.boolean().default(false),
    mirroring: attributeMirroring.partial().default({}),
    /** For how many days requests are kept. */
    keepRequestsDays: z.number().int().min(1).max(365).default(30),
  })
  .strict()
export type CreateScimConnectionInput = z.infer<typeof createScimConnectionInput>

export const scimTokenState = z.enum(['live', 'expired', 'revoked'])

export const scimTokenView = z.object({
  id: scimTokenId,
  name: z.string(),
  /** First characters of the token, to tell tokens apart. */
  prefix: z.string(),
  state: scimTokenState,
  createdBy: z.string(),
  createdAt: instant,
  /** Written at most once a minute. */
  lastUsedAt: instant.nullable(),
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
})
export type ScimTokenView = z.infer<typeof scimTokenView>

export const createScimTokenInput = z
  .object({
    name: z
      .string({ error: 'Give the token a name.' })
      .trim()
      .min(1, { error: 'Give the token a name.' })
      .max(120)
      .default('Provisioning'),
    /** Whole days; null keeps the token until it is revoked. */
    expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
  })
  .strict()

/** The only time the token itself is shown. */
export const createdScimTokenView = scimTokenView.extend({ token: z.string() })
export type CreatedScimTokenView = z.infer<typeof createdScimTokenView>

export const scimResourceType = z.enum(['User', 'Group'])

export const scimRequestView = z.object({
  id: scimRequestId,
  connectionId,
  at: instant,
  method: z.string(),
  /** Beneath the base URL, with the query. */
  path: z.string(),
  resourceType: scimResourceType.nullable(),
  resourceId: z.uuid().nullable(),
  /** The person here whom it was about. */
  userId: userId.nullable(),
  userName: z.string().nullable(),
  status: z.number().int(),
  scimType: z.string().nullable(),
  outcome: scimOutcome,
  /** A sentence: what was done and why, or what was wrong. */
  why: z.string().nullable(),
  /** Canonical paths of the attributes that are different since. */
  changed: z.array(z.string()),
  durationMs: z.number(),
  tokenPrefix: z.string().nullable(),
})
export type ScimRequestView = z.infer<typeof scimRequestView>

/** Bodies are redacted: names of attributes and the shape stay, personal values do not. */
export const scimRequestDetail = scimRequestView.extend({
  requestBody: z.unknown().nullable(),
  responseBody: z.unknown().nullable(),
  userAgent: z.string().nullable(),
})
export type ScimRequestDetail = z.infer<typeof scimRequestDetail>

export const scimRequestsInput = pageInput.extend({
  /** `writes` leaves out what was only looked up; `problems` is what was refused, failed, held or in conflict. */
  show: z.enum(['all', 'writes', 'problems']).default('all'),
  resourceType: scimResourceType.optional(),
  resourceId: z.uuid().optional(),
  /** Looks in path and sentence. */
  search: z.string().trim().max(200).optional(),
})
/** Newest first. There is no total: the log is long, and nobody counts it. */
export const scimRequestListing = z.object({
  items: z.array(scimRequestView),
  nextCursor: z.string().nullable(),
})

export const scimResourcesInput = pageInput.extend({ search: z.string().trim().max(200).optional() })

export const scimUserRow = z.object({
  id: z.uuid(),
  userName: z.string(),
  displayName: z.string().nullable(),
  externalId: z.string().nullable(),
  active: z.boolean(),
  /** The person here; null while a conflict is open. */
  userId: userId.nullable(),
  lastModified: instant,
})
export const scimGroupRow = z.object({
  id: z.uuid(),
  displayName: z.string(),
  externalId: z.string().nullable(),
  members: z.number().int(),
  /** The realm it maps to, if any. */
  realmName: z.string().nullable(),
  lastModified: instant,
})
export const scimUserListing = z.object({
  items: z.array(scimUserRow),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
})
export const scimGroupListing = z.object({
  items: z.array(scimGroupRow),
  total: z.number().int(),
  nextCursor: z.string().nullable(),
})

/** The resource as the client would get it, and for a group the first members. */
export const scimResourceView = z.object({
  id: z.uuid(),
  type: scimResourceType,
  resource: z.record(z.string(), z.unknown()),
  userId: userId.nullable(),
  members: z.array(z.object({ id: z.uuid(), name: z.string(), userId: userId.nullable() })),
  memberCount: z.number().int(),
})

export const selfTestCheck = z.object({
  id: z.string(),
  group: z.enum(['access', 'discovery', 'users', 'groups', 'patch', 'errors']),
  label: z.string(),
  status: z.enum(['pass', 'fail']),
  /** What was sent and what came back, in a sentence. */
  detail: z.string(),
  durationMs: z.number(),
})
export const selfTestReport = z.object({
  checks: z.array(selfTestCheck),
  passed: z.number().int(),
  total: z.number().int(),
  ranAt: instant,
})
export type SelfTestReport = z.infer<typeof selfTestReport>
