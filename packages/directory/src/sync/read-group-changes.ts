import {
  changeMembers,
  findOrdinals,
  listGroupEdges,
  listStoredGroups,
  markGroupLeft,
  mirrorGroup,
  type MemberRow,
  type Tx,
} from '@rollcall/db'
import type { DirectorySource, GroupChange, SourceGroup } from '@rollcall/vocabulary'
import { listMappedGroups } from './delta-links.ts'
import { closureOf } from './group-closure.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { ReadingState } from './reading-state.ts'
import { readingStep } from './reading-step.ts'
import type { RunSession } from './run-session.ts'

/** Brings the groups that matter up to what the directory says has changed; answers where the next delta begins. */
export async function readGroupChanges(
  session: RunSession,
  source: DirectorySource,
  state: ReadingState,
  from: string,
): Promise<string> {
  const meter = new ProgressMeter('reading', session.ctx.now, state.people)
  let link: string | null = null
  for await (const page of source.readGroupChanges({ signal: session.signal, from })) {
    await readingStep(session, state, async (tx) => {
      await writeChanges(tx, session, state, page.items)
      await session.update(tx, { progress: meter.read(state.people, null, 'Reading which groups changed') })
    })
    link = page.link
  }
  if (link === null) throw new Error('A delta ended without a link to the next one.')
  return link
}

async function writeChanges(
  tx: Tx,
  session: RunSession,
  state: ReadingState,
  changes: readonly GroupChange[],
): Promise<void> {
  const { connection } = session
  let matter = await listGroupsThatMatter(tx, session)
  for (const change of changes) {
    if (!matter.has(change.objectId)) continue
    if (change.kind === 'removed') {
      await markGroupLeft(tx, connection.id, change.objectId, session.ctx.now())
      continue
    }
    await writeGroup(tx, session, change)
    const rows = change.members.map((member) => ({
      groupId: change.objectId,
      memberId: member.objectId,
      kind: member.kind,
      removed: member.removed,
    }))
    await changeMembers(tx, connection.id, {
      added: rows.filter((row) => !row.removed),
      removed: rows.filter((row) => row.removed),
    })
    await notePeople(tx, session, state, rows)
    if (!session.scope.includeNested || rows.every((row) => row.kind !== 'group')) continue
    const before = matter
    matter = await listGroupsThatMatter(tx, session)
    noteNesting(state, before, matter)
  }
}

/** Mapped groups and, with nesting, every group inside them. */
async function listGroupsThatMatter(tx: Tx, session: RunSession): Promise<Set<string>> {
  const mapped = await listMappedGroups(tx, session.connection.id)
  const edges = new Map<string, string[]>()
  if (session.scope.includeNested) {
    for (const { parent, child } of await listGroupEdges(tx, session.connection.id)) {
      edges.set(parent, [...(edges.get(parent) ?? []), child])
    }
  }
  return new Set(mapped.flatMap((id) => [...closureOf(id, edges, session.scope.includeNested)]))
}

async function writeGroup(
  tx: Tx,
  session: RunSession,
  change: Extract<GroupChange, { kind: 'changed' }>,
): Promise<void> {
  const { connection, ctx } = session
  const [stored] = await listStoredGroups(tx, connection.id, [change.objectId])
  const unknown: SourceGroup = {
    objectId: change.objectId,
    displayName: change.objectId,
    description: null,
    kind: 'security',
    dynamic: false,
    hiddenMembership: false,
  }
  await mirrorGroup(tx, connection.id, ctx.newId(), { ...(stored ?? unknown), ...change.fields })
}

/** Members who came or went are looked at by the plan. */
async function notePeople(
  tx: Tx,
  session: RunSession,
  state: ReadingState,
  rows: readonly MemberRow[],
): Promise<void> {
  const people = rows.filter((row) => row.kind !== 'group').map((row) => row.memberId)
  for (const ordinal of await findOrdinals(tx, session.connection.id, people)) state.seen.add(ordinal)
}

/** A group moved into or out of another may concern anyone inside it; one that did not matter before is read as a whole. */
function noteNesting(state: ReadingState, before: ReadonlySet<string>, after: ReadonlySet<string>): void {
  const fresh = [...after].filter((id) => !before.has(id)).map((id) => ({ id, inScope: false }))
  state.advance({ concernsEveryone: true, pending: [...state.at.pending, ...fresh] })
}
