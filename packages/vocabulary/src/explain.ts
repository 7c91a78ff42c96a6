import * as z from 'zod'
import { conflictId, connectionId, entraId, instant, runId, scimRequestId, userId } from './ids.ts'
import { pageInput, pageOf } from './paging.ts'
import { realmRef } from './realms.ts'
import { connectionKind, userStatus } from './states.ts'
import { profileField } from './users.ts'

/** What a statement is about, for programs and for the icon beside it. */
export const whyKind = z.enum([
  // Why someone is here, and how they came.
  'held',
  'kept_after_leaving',
  'no_directory',
  'created_by_sync',
  'created_by_push',
  'added_here',
  'linked',
  'present',
  'left',
  'grace',
  // The account.
  'active',
  'disabled_by_person',
  'disabled_by_sync',
  'disabled_by_push',
  'enabled_by_person',
  'enabled_by_sync',
  'enabled_by_push',
  'claimed',
  'profile_kept',
  // A realm, or a value of the profile.
  'realm_by_hand',
  'realm_by_mapping',
  'edited_here',
  'released',
  'set_by_sync',
  'set_by_push',
  'set_by_undo',
  'initial',
  'empty',
  // Why someone in the directory is not here.
  'imported',
  'conflict_waits',
  'decided',
  'ignored',
  'not_planned',
  'sync_under_way',
  'plan_waits',
  'plan_rejected',
  'sync_stopped',
  'failed',
  'stale',
  'left_out',
  'deleted_here',
  'undone',
  'left_before_import',
  'not_in_groups',
  'guest_out_of_scope',
  'met',
  'scope',
  'disabled_in_directory',
])
export type WhyKind = z.infer<typeof whyKind>

/** One stored fact as a sentence, with the parts it is made of; parts that do not apply are null. */
export const whyStatement = z.object({
  kind: whyKind,
  text: z.string(),
  /** When it became so. */
  at: instant.nullable(),
  /** Who did it, or who started the run that did. */
  actor: z.string().nullable(),
  runId: runId.nullable(),
  /** The request of a SCIM client that made it so. Requests are kept for some days only. */
  requestId: scimRequestId.nullable().default(null),
  connectionId: connectionId.nullable(),
  conflictId: conflictId.nullable(),
  userId: userId.nullable(),
})
export type WhyStatement = z.infer<typeof whyStatement>

const groupStep = z.object({ id: entraId, name: z.string() })

/** A group that someone is in, directly or through the groups of `path`. */
export const whyGroup = groupStep.extend({
  /** From the group the person is in directly up to this one; one step when they are in it directly. */
  path: z.array(groupStep).min(1),
  direct: z.boolean(),
  /** One of the groups that the connection reads. */
  selected: z.boolean(),
  /** False for a membership through nesting where the connection does not follow it. */
  counts: z.boolean(),
})
export type WhyGroup = z.infer<typeof whyGroup>

const directoryObject = z.object({
  identityId: z.uuid(),
  connectionId,
  connectionName: z.string(),
  connectionKind,
  entraId: entraId.nullable(),
  /** What the client of a pushed person calls them; null for one who was read. */
  externalId: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  /** For a pushed person, the `userName`. */
  userPrincipalName: z.string().nullable(),
  accountEnabled: z.boolean(),
  userType: z.enum(['member', 'guest']),
  /** When what the directory says about this person last changed here. */
  syncedAt: instant,
  leftAt: instant.nullable(),
})

/** Why a person here is here, and why everything about them is as it is. */
export const userWhyView = z.object({
  userId,
  name: z.string(),
  status: userStatus,
  /** The answer in one sentence. */
  answer: whyStatement,
  account: z.array(whyStatement),
  directories: z.array(
    directoryObject.extend({ statements: z.array(whyStatement), groups: z.array(whyGroup) }),
  ),
  realms: z.array(
    z.object({
      realm: realmRef,
      ways: z.array(whyStatement.extend({ group: groupStep.nullable(), path: z.array(groupStep) })),
    }),
  ),
  fields: z.array(
    z.object({
      field: profileField,
      value: z.string().nullable(),
      why: whyStatement,
      /** What the directory says instead, and why it is not taken over; null when the two agree. */
      directory: z.object({ value: z.string().nullable(), text: z.string() }).nullable(),
    }),
  ),
})
export type UserWhyView = z.infer<typeof userWhyView>

/** Someone in the directory, with the short answer to why they are here or not. */
export const directoryPersonView = directoryObject.extend({
  userId: userId.nullable(),
  answer: whyStatement,
})
export type DirectoryPersonView = z.infer<typeof directoryPersonView>

export const identityWhyView = directoryPersonView.extend({
  statements: z.array(whyStatement),
  groups: z.array(whyGroup),
})
export type IdentityWhyView = z.infer<typeof identityWhyView>

/** What a connection reads at all; says why someone is not among the people it found. */
export const directoryCoverage = z.object({
  connectionId,
  connectionName: z.string(),
  text: z.string(),
  /** When everyone in scope was last read; null before the first complete reading. */
  lastFullAt: instant.nullable(),
})
export type DirectoryCoverage = z.infer<typeof directoryCoverage>

export const directoryPeopleFilter = z.enum(['present', 'imported', 'not_imported', 'left'])
export type DirectoryPeopleFilter = z.infer<typeof directoryPeopleFilter>

export const directoryPeopleInput = pageInput.extend({
  /** Every word must be part of the name, mail or user principal name. */
  search: z.string().trim().max(200).optional(),
  connectionId: connectionId.optional(),
  show: directoryPeopleFilter.optional(),
})
export type DirectoryPeopleInput = z.infer<typeof directoryPeopleInput>

/** Counting stops here: a `total` of this many means as many or more. */
export const MOST_DIRECTORY_PEOPLE = 10_000

export const directoryPeopleListing = pageOf(directoryPersonView).extend({
  coverage: z.array(directoryCoverage),
})
export type DirectoryPeopleListing = z.infer<typeof directoryPeopleListing>
