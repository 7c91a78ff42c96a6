import * as z from 'zod'
import { instant } from './ids.ts'
import type { ProfileField } from './users.ts'

/** SCIM attributes that can fill a profile field, by canonical path. */
export const SCIM_SOURCES = [
  'displayName',
  'name.formatted',
  'name.givenName',
  'name.familyName',
  'nickName',
  'userName',
  'externalId',
  'title',
  'userType',
  'preferredLanguage',
  'emails[type eq "work"].value',
  'emails[primary eq true].value',
  'department',
  'organization',
  'division',
  'costCenter',
  'employeeNumber',
] as const
export const scimSource = z.enum(SCIM_SOURCES)
export type ScimSource = z.infer<typeof scimSource>

/** What fills each profile field when nobody chose otherwise. `email` looks at work, then primary, then any address. */
export const DEFAULT_MIRRORING = {
  name: 'displayName',
  givenName: 'name.givenName',
  surname: 'name.familyName',
  email: 'emails[type eq "work"].value',
  jobTitle: 'title',
  department: 'department',
  employeeId: 'employeeNumber',
} as const satisfies Record<ProfileField, ScimSource>

/** Null leaves the field to people here: pushing never fills or empties it. A name always has a source. */
export const attributeMirroring = z
  .object({
    name: scimSource,
    givenName: scimSource.nullable(),
    surname: scimSource.nullable(),
    email: scimSource.nullable(),
    jobTitle: scimSource.nullable(),
    department: scimSource.nullable(),
    employeeId: scimSource.nullable(),
  })
  .strict()
export type AttributeMirroring = z.infer<typeof attributeMirroring>

/** The part of a connection that only push has. */
export const scimConnectionPart = z.object({
  mirroring: attributeMirroring,
  keepRequestsDays: z.number().int(),
  /** When a client first and last came in with a token; null before. */
  firstCallAt: instant.nullable(),
  lastCallAt: instant.nullable(),
  users: z.number().int(),
  groups: z.number().int(),
  /** Tokens that open the connection now. */
  liveTokens: z.number().int(),
})
export type ScimConnectionPart = z.infer<typeof scimConnectionPart>
