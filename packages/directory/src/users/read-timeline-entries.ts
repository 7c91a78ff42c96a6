import type { Prisma, TimelineItem } from '@rollcall/db'
import {
  actor,
  changeKind,
  connectionId,
  personState,
  realmChange,
  scimRequestId,
  type ChangeKind,
  type TimelineEntry,
} from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Context } from '../context.ts'
import { type FieldChange, isRecord, readFieldChanges } from '../events/event-facts.ts'
import { type EventRow, toEventView } from '../events/to-event-view.ts'
import { inOrder } from '../paging/in-order.ts'
import { NOTHING_APPLIED, outcomeOf, readJournals, type RunJournal } from '../sync/run-journal.ts'

const CHANGE_SELECT = {
  runId: true,
  seq: true,
  kind: true,
  before: true,
  after: true,
  realmsGained: true,
  realmsLost: true,
  reason: true,
  outcome: true,
  run: { select: { actor: true, connectionId: true, connection: { select: { displayName: true } } } },
} as const satisfies Prisma.SyncChangeSelect

type ChangeRow = Prisma.SyncChangeGetPayload<{ select: typeof CHANGE_SELECT }>

/** Fills in one page of lines with a fixed number of statements, whatever its mix of events and changes. */
export async function readTimelineEntries(
  ctx: Pick<Context, 'db' | 'now'>,
  userId: string,
  page: readonly TimelineItem[],
): Promise<TimelineEntry[]> {
  const eventIds = page.flatMap((item) =>
    item.source === 'event' ? BigInt(item.key.split(':')[1] ?? 0) : [],
  )
  const runIds = page.flatMap((item) => (item.source === 'change' ? (item.key.split(':')[1] ?? []) : []))
  const events = await ctx.db.client.event.findMany({ where: { id: { in: eventIds } } })
  const changes = await ctx.db.client.syncChange.findMany({
    where: { userId, runId: { in: runIds }, outcome: 'pending' },
    select: CHANGE_SELECT,
  })
  const keptSince = await readKeptSince(ctx, events)
  const journals = await readJournals(ctx.db.client, runIds)
  const entries = [
    ...events.map((row) => toEventEntry(row, keptSince.get(row.connectionId ?? ''))),
    ...changes.map((row) => toChangeEntry(row, journals.get(row.runId) ?? NOTHING_APPLIED)),
  ]
  return inOrder(
    page.map((item) => item.key),
    entries,
    (entry) => entry.id,
  )
}

const DAY_MS = 86_400_000

/** From when on the requests of each connection are kept. */
async function readKeptSince(
  { db, now }: Pick<Context, 'db' | 'now'>,
  events: readonly EventRow[],
): Promise<Map<string, Date>> {
  const ids = events.flatMap((event) => event.connectionId ?? [])
  if (ids.length === 0) return new Map()
  const rows = await db.client.connection.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, scimKeepDays: true },
  })
  return new Map(rows.map((row) => [row.id, new Date(now().getTime() - row.scimKeepDays * DAY_MS)]))
}

function toEventEntry(row: EventRow, keptSince: Date | undefined): TimelineEntry {
  const event = toEventView(row)
  return {
    id: `event:${row.id.toString().padStart(20, '0')}`,
    at: event.at,
    type: event.type,
    text: event.text,
    actor: event.actor.name,
    runId: event.runId,
    connectionId: toConnectionId(event.connectionId),
    requestId: keptSince && row.at > keptSince ? toRequestId(event.data) : null,
    fields: readFieldChanges(isRecord(row.data) ? row.data : {}),
  }
}

function toConnectionId(id: string | null): TimelineEntry['connectionId'] {
  return connectionId.nullable().parse(id)
}

/** Of what a client pushed, the request that did. */
function toRequestId(data: Record<string, unknown>): TimelineEntry['requestId'] {
  const id = scimRequestId.safeParse(data['requestId'])
  return id.success ? id.data : null
}

const CHANGE_TEXTS = {
  create_realm: 'A sync made a realm',
  create: 'A sync created this person',
  update: 'A sync updated this person',
  disable: 'A sync disabled this person',
  deactivate: 'A sync deactivated this person',
  reactivate: 'A sync enabled this person again',
  leave: 'A sync found that this person has left the directory',
  conflict: 'A sync could not tell who this person is',
  error: 'A sync could not do this person',
  unlink: 'Undoing a sync disabled this person and took them off the directory',
  delete: 'Undoing a sync deleted this person',
  delete_realm: 'Undoing a sync deleted a realm',
} as const satisfies Record<ChangeKind, string>

function toChangeEntry(row: ChangeRow, journal: RunJournal): TimelineEntry {
  const kind = changeKind.parse(row.kind)
  return {
    id: `change:${row.runId}:${row.seq.toString().padStart(10, '0')}`,
    at: (outcomeOf(row, journal).appliedAt ?? new Date(0)).toISOString(),
    type: `sync.${kind}`,
    text: `${CHANGE_TEXTS[kind]} (${row.run.connection.displayName}). ${row.reason}`,
    actor: actor.parse(row.run.actor).name,
    runId: row.runId,
    connectionId: toConnectionId(row.run.connectionId),
    requestId: null,
    fields: [...toProfileFields(row), ...toRealmFields(row)],
  }
}

function toProfileFields(row: ChangeRow): FieldChange[] {
  const before = personState.partial().parse(row.before)
  const after = personState.partial().parse(row.after)
  const fields = Object.entries(after.profile ?? {}).map(([field, value]) => ({
    field,
    before: new Map(Object.entries(before.profile ?? {})).get(field) ?? null,
    after: value,
  }))
  if (after.status === undefined || before.status === undefined) return fields
  return [...fields, { field: 'status', before: before.status, after: after.status }]
}

function toRealmFields(row: ChangeRow): FieldChange[] {
  const gained = z.array(realmChange).parse(row.realmsGained)
  const lost = z.array(realmChange).parse(row.realmsLost)
  return [
    ...gained.map((realm) => ({ field: 'realm', before: null, after: realm.realmName })),
    ...lost.map((realm) => ({ field: 'realm', before: realm.realmName, after: null })),
  ]
}
