import {
  insertScimRequests,
  insertScimRequestsIn,
  listScimResourceNames,
  noteScimClients,
  type Database,
  type Emit,
  type NewScimRequest,
  type ScimClientSeen,
  type ScimResourceName,
  type Tx,
} from '@rollcall/db'
import type { Log } from '@rollcall/directory'
import type { RefusedWrite } from './to-log-entry.ts'
import { toRowJson } from './to-row-json.ts'

export interface PendingRequest {
  readonly row: NewScimRequest
  readonly event: RefusedWrite | null
  readonly seen: ScimClientSeen | null
}

interface Fact {
  readonly row: NewScimRequest
  readonly event: RefusedWrite
}

/** What waits to be written, as text: objects would be copied around in memory until they are. */
interface Waiting {
  readonly json: string
  readonly fact: Fact | null
  readonly seen: ScimClientSeen | null
}

/** Keeps requests after they were answered, many at once. Nobody waits for it. */
export interface RequestLog {
  add(request: PendingRequest): void
  /** Resolves when everything added so far was written or given up. */
  flush(): Promise<void>
  /** Writes what is left. */
  close(): Promise<void>
}

export interface RequestLogOptions {
  readonly db: Database
  readonly log: Pick<Log, 'warn'>
  /** Called with how many were given up. */
  readonly onLost: (count: number) => void
}

const EVERY_MS = 500
const AT_ONCE = 200
/** What is kept while the database does not answer; the oldest go first. */
const MAX_WAITING = 4000
/** Clients are noted at most once a minute each. */
const NOTE_EVERY_MS = 60_000
const MAX_NOTED = 5000

export function createRequestLog({ db, log, onLost }: RequestLogOptions): RequestLog {
  const waiting: Waiting[] = []
  const noted = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null
  let failures = 0

  function add({ row, event, seen }: PendingRequest): void {
    waiting.push({ json: toRowJson(row), fact: event && { row, event }, seen })
    if (waiting.length > MAX_WAITING) lose(waiting.splice(0, AT_ONCE).length)
    if (waiting.length >= AT_ONCE && failures === 0) void write()
    else wait()
  }

  function wait(): void {
    timer ??= setTimeout(() => {
      timer = null
      void write()
    }, EVERY_MS).unref()
  }

  function write(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null
      if (waiting.length > 0) wait()
    })
    return writing
  }

  /** Until nothing waits or the database refuses; then it is tried again later, twice. */
  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, AT_ONCE)
      const clients = dueClients(batch, noted)
      try {
        await store(db, batch, clients)
        failures = 0
        drop(batch)
      } catch (error) {
        failures += 1
        for (const { tokenId } of clients) noted.delete(tokenId)
        log.warn({ err: error }, 'Requests of SCIM clients could not be stored; trying again.')
        if (failures < 3) return
        failures = 0
        drop(batch)
        lose(batch.length)
      }
    }
  }

  /** The oldest may have been given up while the batch was on its way. */
  function drop(batch: readonly Waiting[]): void {
    const done = new Set(batch)
    while (waiting[0] && done.has(waiting[0])) waiting.shift()
  }

  function lose(count: number): void {
    onLost(count)
    log.warn(
      { count },
      'Requests of SCIM clients were left out of the log, because they could not be stored.',
    )
  }

  async function flush(): Promise<void> {
    for (let round = 0; round < 3 && (writing !== null || waiting.length > 0); round += 1) {
      await writing
      await write()
    }
  }

  return {
    add,
    flush,
    async close() {
      await flush()
      if (timer) clearTimeout(timer)
    },
  }
}

/** The newest sight of each client that was not noted within the minute. */
function dueClients(batch: readonly Waiting[], noted: Map<string, number>): ScimClientSeen[] {
  const due = new Map<string, ScimClientSeen>()
  for (const { seen } of batch) {
    if (!seen) continue
    const at = Date.parse(seen.at)
    const last = noted.get(seen.tokenId)
    if (last !== undefined && at - last < NOTE_EVERY_MS && at >= last) continue
    due.set(seen.tokenId, seen)
  }
  for (const [tokenId, seen] of due) noted.set(tokenId, Date.parse(seen.at))
  if (noted.size > MAX_NOTED) noted.clear()
  return [...due.values()]
}

/** Plain rows are one statement; what facts belong to is a transaction. */
async function store(
  db: Database,
  batch: readonly Waiting[],
  clients: readonly ScimClientSeen[],
): Promise<void> {
  const rows = batch.map(({ json }) => json)
  const facts = batch.flatMap(({ fact }) => fact ?? [])
  if (clients.length === 0 && facts.length === 0) return insertScimRequests(db, rows)
  await db.change(async (tx, emit) => {
    await insertScimRequestsIn(tx, rows)
    for (const { id, displayName } of await noteScimClients(tx, clients)) {
      const tokenId = clients.find(({ connectionId }) => connectionId === id)?.tokenId ?? null
      emit({
        type: 'connection.first_called',
        actor: { kind: 'scim', id: tokenId, name: displayName },
        connectionId: id,
        data: { connection: displayName },
      })
    }
    await emitRefusals(tx, emit, facts)
  })
}

async function emitRefusals(tx: Tx, emit: Emit, facts: readonly Fact[]): Promise<void> {
  const ids = new Set(facts.flatMap(({ row }) => row.resourceId ?? []))
  const named = new Map((await listScimResourceNames(tx, [...ids])).map((one) => [one.id, one]))
  for (const { row, event } of facts)
    emitRefusal(emit, row, event, row.resourceId === null ? undefined : named.get(row.resourceId))
}

function emitRefusal(
  emit: Emit,
  row: NewScimRequest,
  { type, actor, connection, name }: RefusedWrite,
  known: ScimResourceName | undefined,
): void {
  const called = known?.name ?? name
  const what = type === 'scim.user.received' ? 'person' : 'group'
  emit({
    type,
    actor,
    connectionId: row.connectionId,
    ...(known?.userId && { userId: known.userId }),
    data: {
      connection,
      ...(called !== null && { [what]: called }),
      outcome: row.outcome,
      requestId: row.id,
      changed: [],
      ...(row.why !== null && { why: row.why }),
    },
  })
}
