import {
  SourceError,
  type DirectorySource,
  type EntraId,
  type ReadOptions,
  type SourceGroup,
  type SourceSettings,
} from '@rollcall/vocabulary'
import { toGroupChange, toUserChange } from './change-transform.ts'
import { markNow, readChanges } from './changes.ts'
import { runChecks } from './checks/run-checks.ts'
import type { GraphClient } from './graph-client.ts'
import { countOrNull, groupPath, listGroups } from './groups.ts'
import { readPages } from './pages.ts'
import type { Patience } from './retry.ts'
import { openSession, type SourceParts } from './session.ts'
import { toSourceGroup, toSourceMember, toSourceUser } from './transform.ts'
import { GROUP_SELECT, USER_SELECT } from './wire.ts'

const PAGE_SIZE = 999

/** For requests that somebody is waiting for at a screen. */
function brisk(patience: Patience): Patience {
  return { maxAttempts: Math.min(3, patience.maxAttempts), maxWaitMs: Math.min(15_000, patience.maxWaitMs) }
}

async function readGroup(client: GraphClient, groupId: EntraId, options: ReadOptions): Promise<SourceGroup> {
  const where = groupPath(groupId, `?$select=${GROUP_SELECT}`)
  const reading = toSourceGroup(await client.getJson(where, { subject: 'groups', signal: options.signal }))
  if (reading.kind === 'read') return reading.value
  throw new SourceError('malformed', reading.item.why, {
    hint: 'Try again. If it stays, please report it with the ID of the group.',
    evidence: { groupId },
  })
}

/** Microsoft Graph v1.0 as a directory. Nothing is sent before the first reading. */
export function openSource(settings: SourceSettings, parts: SourceParts): DirectorySource {
  const session = openSession(settings, parts)
  const patient = session.clientWith(parts.patience)
  const quick = session.clientWith(brisk(parts.patience))
  const { graphRoot } = parts.endpoints
  const select = `$select=${USER_SELECT}&$top=${PAGE_SIZE}`
  return {
    readUsers: (options) =>
      readPages(
        { client: patient, first: `/users?${select}`, subject: 'people', read: toSourceUser },
        options,
      ),
    markNow: (collection, signal) => markNow({ client: patient, graphRoot }, collection, signal),
    readUserChanges: (options) =>
      readChanges(
        { client: patient, graphRoot, subject: 'people', read: (item) => [toUserChange(item)] },
        options,
      ),
    readGroupChanges: (options) =>
      readChanges({ client: patient, graphRoot, subject: 'groups', read: toGroupChange }, options),
    readGroup: (groupId, options) => readGroup(patient, groupId, options),
    readMembers: (groupId, options) => {
      const first = groupPath(groupId, `/members?${select}`)
      return readPages({ client: patient, first, subject: 'members', read: toSourceMember }, options)
    },
    listGroups: (query, signal) => listGroups({ client: quick, graphRoot }, query, signal),
    countPeople: (groupId, nested, signal) => {
      const members = nested ? 'transitiveMembers' : 'members'
      const path = groupPath(groupId, `/${members}/microsoft.graph.user/$count`)
      return countOrNull(quick.getCount(path, { subject: 'members', signal }))
    },
    countUsers: (signal) => countOrNull(quick.getCount('/users/$count', { subject: 'people', signal })),
    check: (options) => runChecks(settings, parts, options),
  }
}
