import {
  listMemberOrdinals,
  mirrorGroup,
  mirrorMembers,
  mirrorPeople,
  removeMembers,
  SeenSet,
  toReadPerson,
  type ReadMember,
  type Tx,
} from '@rollcall/db'
import type {
  DirectorySource,
  EntraId,
  SourceGroup,
  SourceMember,
  SourcePage,
  Unreadable,
} from '@rollcall/vocabulary'
import { noteUnreadable } from './note-unreadable.ts'
import { oneAhead } from './one-ahead.ts'
import type { ProgressMeter } from './progress-meter.ts'
import { inScope } from './read-people.ts'
import type { PendingGroup, ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'
import { findGroupWarnings } from './find-group-warnings.ts'

/** Stored members looked through at once when finding those who left a group. */
const SWEEP = 20_000

/** What one group turned out to hold. */
export interface GroupFindings {
  readonly group: SourceGroup
  people: number
  notPeople: number
  readonly nested: { id: EntraId; name: string | null }[]
  readonly unreadable: Unreadable[]
  /** Ordinals of the stored memberships that were met. */
  readonly met: SeenSet
}

export interface GroupReading {
  readonly session: RunSession
  readonly source: DirectorySource
  readonly state: ReadingState
  readonly pending: PendingGroup
  readonly meter: ProgressMeter
  /** Called once every page has come, which is before the last one is written. */
  readonly onFetched: () => void
}

export interface ReadGroup {
  /** Closes the reading inside the batch that takes the group off the queue; answers the ids of the groups inside it. */
  finish(tx: Tx): Promise<string[]>
}

/** Reads one group page by page; whatever may be counted only once waits for `finish`. */
export async function readGroup(reading: GroupReading): Promise<ReadGroup> {
  const { session, source, state, pending } = reading
  const id = toEntraId(pending.id)
  const group = await source.readGroup(id, { signal: session.signal })
  const findings: GroupFindings = {
    group,
    people: 0,
    notPeople: 0,
    nested: [],
    unreadable: [],
    met: new SeenSet(),
  }
  for await (const page of oneAhead(source.readMembers(id, { signal: session.signal }), reading.onFetched)) {
    await writePage(reading, findings, page)
  }
  const warnings = await findGroupWarnings(session, source, findings, pending.inScope)
  return {
    async finish(tx) {
      const hidden = group.hiddenMembership && findings.met.size === 0
      for (const warning of warnings) state.warn(warning)
      const gone = hidden ? 0 : await sweepMembers(tx, session.connection.id, id, findings.met)
      if (gone > 0) state.advance({ changed: null })
      if (pending.inScope) {
        const run = { runId: session.runId, connectionId: session.connection.id }
        await noteUnreadable(tx, run, state, findings.unreadable)
        state.advance({
          notPeople: state.at.notPeople + findings.notPeople,
          complete: state.at.complete && !hidden,
        })
      }
      return findings.nested.map((child) => child.id)
    },
  }
}

async function writePage(
  { session, state, pending, meter }: GroupReading,
  findings: GroupFindings,
  page: SourcePage<SourceMember>,
): Promise<void> {
  const { ctx, connection } = session
  const { group } = findings
  const people = new Map(
    page.items.flatMap((item) =>
      item.kind === 'user' && inScope(session, item.user) ? [[item.user.objectId, item.user] as const] : [],
    ),
  )
  await readingStep(session, state, async (tx, emit) => {
    await mirrorGroup(tx, connection.id, ctx.newId(), group)
    const { ordinals, added } = await mirrorMembers(tx, connection.id, group.objectId, toMembers(page))
    for (const ordinal of ordinals) findings.met.add(ordinal)
    if (added > 0) state.advance({ changed: null })
    if (pending.inScope) {
      const rows = [...people.values()].map(toReadPerson)
      state.noteMirrored(await mirrorPeople(tx, connection.id, rows, () => ctx.newId()))
    }
    await session.update(tx, { progress: meter.read(state.people, null, `Reading ${group.displayName}`) })
    session.emit(emit, 'run.progressed', { text: `${state.people} people read, now in ${group.displayName}` })
  })
  findings.people += people.size
  findings.notPeople += page.items.filter((item) => item.kind === 'other').length
  findings.unreadable.push(...page.unreadable)
  for (const item of page.items) {
    if (item.kind === 'group') findings.nested.push({ id: item.objectId, name: item.displayName })
  }
}

/** Members of a page, each once. Someone unreadable is still a member. */
function toMembers(page: SourcePage<SourceMember>): ReadMember[] {
  const members = new Map<string, ReadMember>()
  for (const item of page.items) {
    const objectId = item.kind === 'user' ? item.user.objectId : item.objectId
    members.set(objectId, { objectId, kind: item.kind })
  }
  for (const item of page.unreadable) {
    if (item.objectId !== null) members.set(item.objectId, { objectId: item.objectId, kind: 'user' })
  }
  return [...members.values()]
}

async function sweepMembers(tx: Tx, connectionId: string, groupId: string, met: SeenSet): Promise<number> {
  let removed = 0
  for (let after = 0; ;) {
    const stored = await listMemberOrdinals(tx, connectionId, groupId, after, SWEEP)
    const gone = stored.filter((ordinal) => !met.has(ordinal))
    if (gone.length > 0) await removeMembers(tx, connectionId, gone)
    removed += gone.length
    const last = stored.at(-1)
    if (last === undefined || stored.length < SWEEP) return removed
    after = last
  }
}

/** Ids in the queue came from the connection's own settings or from the directory. */
function toEntraId(id: string): EntraId {
  return id as EntraId
}
