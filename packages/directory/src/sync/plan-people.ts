import {
  insertPlanBatch,
  listDueLeavers,
  listPlanRows,
  listUnlinkedPeople,
  recordConflicts,
  toPlanBatch,
  type PlanBatch,
  type PlanRow,
} from '@rollcall/db'
import type { PersonRules } from '../matching/reconcile-user.ts'
import { countedAs, planPerson, type PlanCounts, type PlannedChange, type PlannedConflict } from './plan.ts'
import { loadChunk } from './plan-chunk.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { ReadingState } from './reading-state.ts'
import type { RealmAccessMeter } from './realm-access.ts'
import type { RealmGrants } from './realm-grants.ts'
import type { RunSession } from './run-session.ts'

const CHUNK = 5_000
/** With more people without a user than this, everyone is compared. */
const MOST_UNLINKED = 5_000
/** Looking through a million people for those who differ takes seconds, and minutes on a busy machine. */
const READ_TIMEOUT_MS = 300_000

/** What planning carries from chunk to chunk. */
export interface Planning {
  readonly grants: RealmGrants
  readonly rules: PersonRules & { defaultRole: string; newId: () => string }
  readonly lastOwner: string | null
  readonly counts: PlanCounts
  readonly access: RealmAccessMeter
  /** People who are not in the directory now are passed over. */
  readonly onlyPresent: boolean
  /** About how many people there are to compare. */
  readonly expected: number
  seq: number
  planned: number
  changes: number
}

/** Compares people of the mirror with our users, a chunk at a time, and writes what would change. */
export async function planPeople(
  session: RunSession,
  reading: ReadingState,
  planning: Planning,
): Promise<void> {
  const meter = new ProgressMeter('planning', session.ctx.now)
  for (const among of await listOrdinals(session, reading, planning)) {
    await planAmong(session, planning, { among, meter })
  }
}

/**
 * Whom to compare, a chunk at a time: everyone (null); or, where nothing changed here since the last run, those whose row
 * the reading wrote, those who have no user yet and those whose time has come; or, without a complete reading, those who were met.
 */
async function listOrdinals(
  session: RunSession,
  reading: ReadingState,
  { rules }: Planning,
): Promise<(number[] | null)[]> {
  const { changed, reads } = reading.at
  if (reading.coversEveryone) {
    if (changed === null) return [null]
    const unlinked = await listUnlinked(session)
    if (unlinked.length === MOST_UNLINKED) return [null]
    return inChunks([...changed, ...unlinked, ...(await listDue(session, rules))])
  }
  const met = reading.seen.after(-1, Infinity)
  if (reads === 'full') return inChunks(met)
  return inChunks([...met, ...(await listDue(session, rules))])
}

function listUnlinked(session: RunSession): Promise<number[]> {
  return session.ctx.db.client.$transaction((tx) =>
    listUnlinkedPeople(tx, session.connection.id, MOST_UNLINKED),
  )
}

/** Leavers whose grace is over: their time has come without a word from the directory. */
async function listDue(session: RunSession, rules: PersonRules): Promise<number[]> {
  const upTo = leaversUpTo(rules)
  if (upTo === null) return []
  return session.ctx.db.client.$transaction((tx) => listDueLeavers(tx, session.connection.id, upTo))
}

/** Rows of a chunk come in order of ordinal, so the ordinals do, too, and nobody is in two chunks. */
function inChunks(ordinals: readonly number[]): number[][] {
  const ordered = [...new Set(ordinals)].toSorted((a, b) => a - b)
  const chunks: number[][] = []
  for (let start = 0; start < ordered.length; start += CHUNK) chunks.push(ordered.slice(start, start + CHUNK))
  return chunks
}

/** While one chunk of the plan is written, the next is read and decided. */
async function planAmong(session: RunSession, planning: Planning, place: ChunkPlace): Promise<void> {
  let ahead = decideChunk(session, planning, place.among, -1)
  for (;;) {
    const chunk = await ahead
    const last = chunk.rows.at(-1)
    const more = chunk.rows.length === CHUNK && last !== undefined
    if (more) {
      ahead = decideChunk(session, planning, place.among, last.ordinal)
      ahead.catch(() => undefined)
    }
    await writeChunk(session, planning, chunk, place.meter)
    if (!more) return
  }
}

interface ChunkPlace {
  readonly among: readonly number[] | null
  readonly meter: ProgressMeter
}

interface Chunk {
  readonly rows: readonly PlanRow[]
  readonly changes: readonly PlannedChange[]
  /** The same changes, ready to be written; their `seq` counts from the start of the chunk. */
  readonly batch: PlanBatch
  readonly conflicts: readonly PlannedConflict[]
}

async function decideChunk(
  session: RunSession,
  planning: Planning,
  among: readonly number[] | null,
  after: number,
): Promise<Chunk> {
  const { grants, rules, lastOwner, onlyPresent } = planning
  return session.ctx.db.client.$transaction(
    async (tx) => {
      const rows = await listPlanRows(tx, {
        connectionId: session.connection.id,
        after,
        limit: CHUNK,
        among,
        refreshClaimed: rules.refreshClaimed,
        pushed: session.connection.kind === 'scim',
        leaversUpTo: leaversUpTo(rules),
        mappingIds: grants.mappingIds,
        grants: [...grants.byGroup].flatMap(([groupId, given]) =>
          given.map(({ mappingId, realmId }) => ({ groupId, mappingId, realmId })),
        ),
      })
      // After an incomplete reading nobody is known to have left.
      const concerned = onlyPresent ? rows.filter((row) => row.left_at === null) : rows
      const people = await loadChunk(tx, session.connection.id, concerned, grants, lastOwner)
      const results = people.flatMap((person) => planPerson(person, rules, grants) ?? [])
      const changes = results.map((result) => result.change)
      return {
        rows,
        changes,
        batch: toPlanBatch(changes.map((change, index) => ({ ...change, seq: index + 1 }))),
        conflicts: results.flatMap((result) => result.conflict ?? []),
      }
    },
    { timeout: READ_TIMEOUT_MS, maxWait: READ_TIMEOUT_MS },
  )
}

async function writeChunk(
  session: RunSession,
  planning: Planning,
  { rows, changes, batch, conflicts }: Chunk,
  meter: ProgressMeter,
): Promise<void> {
  if (rows.length === 0) return
  const done = planning.planned + rows.length
  await session.step(async (tx, emit) => {
    await insertPlanBatch(tx, session.runId, { batch, after: planning.seq })
    await recordConflicts(
      tx,
      session.connection.id,
      session.runId,
      conflicts.map((conflict) => ({ ...conflict, id: session.ctx.newId() })),
    )
    const total = Math.max(planning.expected, done)
    await session.update(tx, { progress: meter.read(done, total, 'Working out what would change') })
    session.emit(emit, 'run.progressed', { text: `${done} people compared` })
  })
  planning.planned = done
  planning.seq += changes.length
  for (const change of changes) {
    if (change.outcome === 'pending') planning.changes += 1
    planning.access.add(change)
    const counted = countedAs(change.kind)
    if (counted) planning.counts[counted] += 1
  }
}

/** Until when people must have left for their account to end, by the connection's policy. */
function leaversUpTo({ leaverPolicy, leaverGraceDays, now }: PersonRules): Date | null {
  if (leaverPolicy === 'keep') return null
  return leaverPolicy === 'deactivate' ? now : new Date(now.getTime() - leaverGraceDays * 86_400_000)
}
