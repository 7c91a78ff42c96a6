import * as z from 'zod'
import { cloud } from './clouds.ts'
import { connectionId, entraId, instant, runId } from './ids.ts'
import { role } from './roles.ts'
import { attributeMirroring, scimConnectionPart } from './scim-connection.ts'
import {
  connectionKind,
  credentialKind,
  expirySource,
  leaverPolicy,
  runStatus,
  schedulePauseReason,
} from './states.ts'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const domain = /^(?=.{3,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i

export function isGuid(text: string): boolean {
  return guid.test(text)
}

/** Directory (tenant) ID or a verified domain name. */
export const tenantRef = z
  .string({ error: 'Enter the Directory (tenant) ID of the app registration.' })
  .trim()
  .refine((value) => guid.test(value) || domain.test(value), {
    error:
      'Enter the Directory (tenant) ID, a value like 8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11, or a verified domain.',
  })

export const clientId = z.string().trim().regex(guid, {
  error:
    'Enter the Application (client) ID from the app registration, a value like 8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11.',
})

/** Spaces around a pasted secret are never part of it. */
export const clientSecret = z
  .string({ error: 'Enter the client secret value.' })
  .trim()
  .min(1, { error: 'Enter the client secret value.' })
  .max(4096)

/** A certificate as an alternative to the secret. Both are PEM; the private key is PKCS#8 or PKCS#1, not encrypted. */
export const clientCertificate = z
  .object({
    certificate: z
      .string({ error: 'Paste the certificate in PEM form.' })
      .trim()
      .max(20_000)
      .regex(/-----BEGIN CERTIFICATE-----/, {
        error: 'Paste the certificate in PEM form: it begins with -----BEGIN CERTIFICATE-----.',
      }),
    privateKey: z
      .string({ error: 'Paste the private key in PEM form.' })
      .trim()
      .max(20_000)
      .regex(/-----BEGIN (RSA )?PRIVATE KEY-----/, {
        error:
          'Paste the private key in PEM form, not encrypted: it begins with -----BEGIN PRIVATE KEY-----.',
      }),
  })
  .strict()
export type ClientCertificate = z.infer<typeof clientCertificate>

const guardFields = {
  /** Hold the plan when more than this many people would lose access... */
  maxPeople: z.number().int().min(0).max(10_000_000),
  /** ...and more than this percentage of the people this connection manages. The larger of the two counts. */
  maxPercent: z.number().min(0).max(100),
}

export const guardPolicy = z.object({
  maxPeople: guardFields.maxPeople.default(10),
  maxPercent: guardFields.maxPercent.default(5),
})
export type GuardPolicy = z.infer<typeof guardPolicy>

export const schedule = z.object({
  /** Five-field cron expression. */
  cron: z.string().trim().min(9).max(120),
  /** IANA name, for example Europe/Paris. */
  timeZone: z.string().trim().min(1).max(64).default('UTC'),
})

const policyFields = {
  defaultRole: role.exclude(['owner']),
  cloud,
  includeNested: z.boolean(),
  includeGuests: z.boolean(),
  leaverPolicy,
  leaverGraceDays: z.number().int().min(1).max(365),
  guard: guardPolicy,
  refreshClaimed: z.boolean(),
  autoLinkClaimed: z.boolean(),
  schedule: schedule.nullable(),
  /** A complete reading at least this often, in days. */
  fullEveryDays: z.number().int().min(1).max(30),
  groupIds: z.array(entraId).max(500),
}

const displayName = z
  .string({ error: 'Give the connection a name.' })
  .trim()
  .min(1, { error: 'Give the connection a name.' })
  .max(120)

export const createEntraConnectionInput = z
  .object({
    displayName,
    directoryId: tenantRef,
    clientId,
    /** Required unless a certificate is given. */
    clientSecret: clientSecret.optional(),
    certificate: clientCertificate.optional(),
    /** When the secret expires, as typed; a certificate says it itself. */
    secretExpiresAt: instant.nullish(),
    /** One group; the same as `groupIds` with one entry. */
    groupId: entraId.nullish(),
    groupIds: policyFields.groupIds.optional(),
    defaultRole: policyFields.defaultRole.default('member'),
    cloud: cloud.default('default'),
    includeNested: z.boolean().default(false),
    includeGuests: z.boolean().default(true),
    leaverPolicy: leaverPolicy.default('keep'),
    leaverGraceDays: policyFields.leaverGraceDays.default(14),
    guard: guardPolicy.prefault({}),
    refreshClaimed: z.boolean().default(false),
    autoLinkClaimed: z.boolean().default(false),
    schedule: schedule.nullable().default(null),
    fullEveryDays: policyFields.fullEveryDays.default(7),
  })
  .strict()
  .refine((input) => (input.clientSecret === undefined) !== (input.certificate === undefined), {
    path: ['clientSecret'],
    error: 'Enter the client secret value, or a certificate with its private key: one of the two.',
  })
export type CreateEntraConnectionInput = z.infer<typeof createEntraConnectionInput>

/**
 * Every field is optional; a field that is absent stays as it is. A secret or certificate replaces the stored one, once
 * the directory has accepted it.
 */
export const updateConnectionInput = z
  .object({
    displayName: displayName.optional(),
    directoryId: tenantRef.optional(),
    clientId: clientId.optional(),
    clientSecret: clientSecret.optional(),
    certificate: clientCertificate.optional(),
    secretExpiresAt: instant.nullable().optional(),
    /** Stores a new secret or certificate without trying it first. */
    force: z.boolean().optional(),
    groupIds: policyFields.groupIds.optional(),
    defaultRole: policyFields.defaultRole.optional(),
    cloud: cloud.optional(),
    includeNested: z.boolean().optional(),
    includeGuests: z.boolean().optional(),
    leaverPolicy: leaverPolicy.optional(),
    leaverGraceDays: policyFields.leaverGraceDays.optional(),
    guard: z.object(guardFields).partial().optional(),
    refreshClaimed: z.boolean().optional(),
    autoLinkClaimed: z.boolean().optional(),
    schedule: schedule.nullable().optional(),
    fullEveryDays: policyFields.fullEveryDays.optional(),
    /** For a connection that is pushed to: which attribute fills each profile field; fields left out stay as they are. */
    mirroring: attributeMirroring.partial().optional(),
    keepRequestsDays: z.number().int().min(1).max(365).optional(),
  })
  .strict()
  .refine((input) => input.clientSecret === undefined || input.certificate === undefined, {
    path: ['certificate'],
    error: 'Replace the secret or the certificate, not both at once.',
  })
export type UpdateConnectionInput = z.infer<typeof updateConnectionInput>

/** What becomes of the people a connection brought: stay as they are, be disabled, or be deleted when nobody has claimed or edited them. */
export const peopleOnDelete = z.enum(['keep', 'disable', 'delete_untouched'])
export type PeopleOnDelete = z.infer<typeof peopleOnDelete>

export const deleteConnectionInput = z.object({ people: peopleOnDelete.default('keep') })

/** A connection as anyone may see it. The secret is in no view. */
export const connectionView = z.object({
  id: connectionId,
  kind: connectionKind,
  displayName: z.string(),
  directoryId: z.string().nullable(),
  clientId: z.string().nullable(),
  cloud,
  hasSecret: z.boolean(),
  secretReplacedAt: instant.nullable(),
  credential: z.object({
    kind: credentialKind,
    /** Null when nobody said. */
    expiresAt: instant.nullable(),
    expirySource: expirySource.nullable(),
    /** SHA-256 of the certificate, as the portal shows it; null for a secret. */
    thumbprint: z.string().nullable(),
  }),
  /** Where a SCIM client sends its requests; null for a connection that reads. */
  baseUrl: z.string().nullable(),
  scim: scimConnectionPart.nullable(),
  groupIds: z.array(entraId),
  defaultRole: role,
  includeNested: z.boolean(),
  includeGuests: z.boolean(),
  leaverPolicy,
  leaverGraceDays: z.number().int(),
  guard: guardPolicy,
  refreshClaimed: z.boolean(),
  autoLinkClaimed: z.boolean(),
  schedule: schedule.nullable(),
  /** When the schedule starts its next run; null without one, or while it is paused. */
  nextRunAt: instant.nullable(),
  /** Set while the schedule starts nothing; `text` says why and what to do. */
  schedulePaused: z.object({ at: instant, reason: schedulePauseReason, text: z.string() }).nullable(),
  fullEveryDays: z.number().int(),
  /** What the next reading without a wish of its own would be, and why; `lastFullAt` is the last complete one. */
  reading: z.object({ next: z.enum(['full', 'delta']), why: z.string(), lastFullAt: instant.nullable() }),
  /** People in the directory's mirror, people here that this connection manages, and open conflicts. */
  people: z.object({ mirrored: z.number().int(), linked: z.number().int(), conflicts: z.number().int() }),
  lastCheck: z.object({ status: z.enum(['pass', 'warn', 'fail']), at: instant }).nullable(),
  lastRun: z.object({ id: runId, status: runStatus, finishedAt: instant.nullable() }).nullable(),
  createdAt: instant,
  updatedAt: instant,
})
export type ConnectionView = z.infer<typeof connectionView>

/** `notice` says what the person should know about what was stored, in a sentence; null when there is nothing. */
export const updatedConnectionView = connectionView.extend({ notice: z.string().nullable() })
export type UpdatedConnectionView = z.infer<typeof updatedConnectionView>
