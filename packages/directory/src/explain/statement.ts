import type { WhyKind, whyStatement } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** A statement before the answer it is part of is parsed, which brands its ids. */
export type Statement = z.input<typeof whyStatement>

export interface StatementParts {
  readonly at?: Date | null
  readonly actor?: string | null
  readonly runId?: string | null
  readonly requestId?: string | null
  readonly connectionId?: string | null
  readonly conflictId?: string | null
  readonly userId?: string | null
}

/** A sentence with the parts it is made of; a part that is not given does not apply. */
export function say(kind: WhyKind, text: string, parts: StatementParts = {}): Statement {
  return {
    kind,
    text,
    at: parts.at?.toISOString() ?? null,
    actor: parts.actor ?? null,
    runId: parts.runId ?? null,
    requestId: parts.requestId ?? null,
    connectionId: parts.connectionId ?? null,
    conflictId: parts.conflictId ?? null,
    userId: parts.userId ?? null,
  }
}

/** Who did it, in the middle of a sentence; nothing when the fact does not say. */
export function by(actor: string | null | undefined): string {
  return actor ? ` by ${actor}` : ''
}
