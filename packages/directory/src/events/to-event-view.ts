import type { Prisma } from '@rollcall/db'
import { actor, type EventView, eventView } from '@rollcall/vocabulary'
import { isRecord, readFacts } from './event-facts.ts'
import { EVENT_SENTENCES } from './event-sentences.ts'

export interface EventRow {
  id: bigint
  type: string
  at: Date
  actor: Prisma.JsonValue
  connectionId: string | null
  runId: string | null
  userId: string | null
  realmId: string | null
  data: Prisma.JsonValue
}

export function toEventView(row: EventRow): EventView {
  const type = eventView.shape.type.parse(row.type)
  const who = actor.parse(row.actor)
  return {
    id: Number(row.id),
    type,
    at: row.at.toISOString(),
    actor: who,
    text: EVENT_SENTENCES[type](readFacts(who.name, row.data)),
    connectionId: row.connectionId,
    runId: row.runId,
    userId: row.userId,
    realmId: row.realmId,
    data: isRecord(row.data) ? row.data : {},
  }
}
