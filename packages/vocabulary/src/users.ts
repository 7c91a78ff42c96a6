import * as z from 'zod'
import { connectionId, entraId, instant, realmId, scimRequestId, userId } from './ids.ts'
import { pageInput, pageOf } from './paging.ts'
import { membershipView, realmRef } from './realms.ts'
import { role } from './roles.ts'
import { connectionKind, userStatus } from './states.ts'

/** The profile fields a directory fills and a person here may override. */
export const PROFILE_FIELDS = [
  'name',
  'givenName',
  'surname',
  'email',
  'jobTitle',
  'department',
  'employeeId',
] as const
export const profileField = z.enum(PROFILE_FIELDS)
export type ProfileField = z.infer<typeof profileField>

export const PROFILE_LABELS: Record<ProfileField, string> = {
  name: 'Name',
  givenName: 'Given name',
  surname: 'Family name',
  email: 'Email',
  jobTitle: 'Job title',
  department: 'Department',
  employeeId: 'Employee ID',
}

/** The user of the REST contract. */
export const userView = z.object({
  id: userId,
  did: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  role,
  status: userStatus,
  description: z.string().nullable(),
  /** The Entra object id; for a person who was pushed, an `externalId` that has the form of one. */
  entraId: entraId.nullable(),
  claimedAt: instant.nullable(),
  registeredAt: instant.nullable(),
  jobTitle: z.string().nullable(),
  department: z.string().nullable(),
  /** Set when the person is no longer in the directory or its scope. */
  leftAt: instant.nullable(),
  createdAt: instant,
  updatedAt: instant,
  realms: z.array(realmRef),
})
export type UserView = z.infer<typeof userView>

/** One connection's record of this person, beside what we hold. */
export const directoryRecordView = z.object({
  /** The record itself; for a person who was pushed, the id that the client knows. */
  identityId: z.uuid(),
  connectionId,
  connectionName: z.string(),
  connectionKind,
  entraId: entraId.nullable(),
  /** What the client of a pushed person calls them; null for one who was read. */
  externalId: z.string().nullable(),
  /** For a pushed person, the `userName`. */
  userPrincipalName: z.string().nullable(),
  accountEnabled: z.boolean(),
  userType: z.enum(['member', 'guest']),
  companyName: z.string().nullable(),
  officeLocation: z.string().nullable(),
  /** What the directory says for each profile field. */
  profile: z.record(profileField, z.string().nullable()),
  groups: z.array(z.object({ id: entraId, name: z.string() })),
  syncedAt: instant,
  leftAt: instant.nullable(),
})
export type DirectoryRecordView = z.infer<typeof directoryRecordView>

export const userDetailView = userView.omit({ realms: true }).extend({
  givenName: z.string().nullable(),
  surname: z.string().nullable(),
  employeeId: z.string().nullable(),
  realms: z.array(membershipView),
  /** Fields changed here; a sync leaves those alone. */
  editedFields: z.array(profileField),
  directory: z.array(directoryRecordView),
  /** Why the account is disabled, in a sentence; null when it is active. */
  disabledReason: z.string().nullable(),
  hasPassword: z.boolean(),
})
export type UserDetailView = z.infer<typeof userDetailView>

/** `match`: those whose name begins with the search come first, then the others, both by name; without a search, by name. */
export const userSort = z.enum([
  'match',
  'name',
  '-name',
  'email',
  '-email',
  'createdAt',
  '-createdAt',
  'updatedAt',
  '-updatedAt',
])
export type UserSort = z.infer<typeof userSort>

/** Query strings carry booleans as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

export const userListInput = pageInput.extend({
  claimed: flag.optional(),
  status: userStatus.optional(),
  role: role.optional(),
  realm: z.string().max(80).optional(),
  connectionId: connectionId.optional(),
  left: flag.optional(),
  /** Every word must be part of the name, email or department; words of one or two letters begin a word there. */
  search: z.string().trim().max(200).optional(),
  /** Left out: `match` under a search, and `name` otherwise. */
  sort: userSort.optional(),
})
export type UserListInput = z.infer<typeof userListInput>

/** People are counted no further than this, on a page as on a tab. */
export const MOST_USERS_COUNTED = 10_000

/** A search is counted up to here: more than this nobody looks through, and each further match has to be fetched to be counted. */
export const MOST_FOUND_COUNTED = 1_000

export const userListing = pageOf(userView).extend({
  /** True when more people match than `total`, which then is where counting ended. */
  totalIsLeast: z.boolean(),
})

/** How many people each tab of the Users page holds under the same search and filters. */
export const userCounts = z.object({
  registered: z.number().int(),
  unclaimed: z.number().int(),
  disabled: z.number().int(),
  /** True for a number that is only where counting ended. */
  isLeast: z.object({ registered: z.boolean(), unclaimed: z.boolean(), disabled: z.boolean() }),
})

/** The database holds no NUL and no half of a surrogate pair; other control characters have no place in a line. */
const WRITABLE = /^[^\p{Cc}\p{Cs}]*$/u
const WRITABLE_LINES = /^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u
const UNWRITABLE = { error: 'Leave out control characters.' }

const text = (max: number, writable = WRITABLE) =>
  z
    .string()
    .trim()
    .max(max)
    .regex(writable, UNWRITABLE)
    .transform((value) => (value === '' ? null : value))
    .nullable()

export const updateUserInput = z
  .object({
    name: z
      .string()
      .trim()
      .min(1, { error: 'A person needs a name.' })
      .max(256)
      .regex(WRITABLE, UNWRITABLE)
      .optional(),
    givenName: text(128).optional(),
    surname: text(128).optional(),
    email: z
      .union([
        z.literal('').transform(() => null),
        z.email({ error: 'Enter a complete email address.' }).max(320),
      ])
      .nullable()
      .optional(),
    jobTitle: text(256).optional(),
    department: text(256).optional(),
    employeeId: text(128).optional(),
    description: text(2000, WRITABLE_LINES).optional(),
    role: role.optional(),
    status: userStatus.optional(),
    realmIds: z.array(realmId).max(500).optional(),
    /** Fields that go back to the directory's value. */
    useDirectory: z.array(profileField).optional(),
  })
  .strict()
export type UpdateUserInput = z.infer<typeof updateUserInput>

/** One line of a person's history, made from events and applied sync changes. */
export const timelineEntry = z.object({
  id: z.string(),
  at: instant,
  type: z.string(),
  text: z.string(),
  actor: z.string(),
  runId: z.uuid().nullable(),
  connectionId: connectionId.nullable().default(null),
  /** The request of a SCIM client that this came with. Requests are kept for some days only. */
  requestId: scimRequestId.nullable().default(null),
  fields: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
})
export type TimelineEntry = z.infer<typeof timelineEntry>
