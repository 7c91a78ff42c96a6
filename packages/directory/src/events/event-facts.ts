import type { EventType } from '@rollcall/vocabulary'

/** What an event remembered, read with care: an older version of the product may have stored less. */
export interface EventFacts {
  /** Who did it. */
  readonly actor: string
  /** Text stored under this key, or the words to use without it. */
  text(key: string, otherwise: string): string
  /** Whole number stored under this key, or null. */
  count(key: string): number | null
  /** Whether true is stored under this key. */
  flag(key: string): boolean
  /** Names of the changed fields in `fields`, which holds `{ field, before, after }` entries. */
  fieldNames(): string[]
}

export interface FieldChange {
  field: string
  before: string | null
  after: string | null
}

export type EventSentence = (facts: EventFacts) => string
export type EventSentences = Record<EventType, EventSentence>

export function readFacts(actor: string, data: unknown): EventFacts {
  const stored = isRecord(data) ? data : {}
  return {
    actor,
    text(key, otherwise) {
      const value = stored[key]
      return typeof value === 'string' && value !== '' ? value : otherwise
    },
    count(key) {
      const value = stored[key]
      return typeof value === 'number' && Number.isInteger(value) ? value : null
    },
    flag: (key) => stored[key] === true,
    fieldNames: () => readFieldChanges(stored).map((change) => change.field),
  }
}

/** The `{ field, before, after }` entries of an event's data; anything else in there is passed over. */
export function readFieldChanges(data: unknown): FieldChange[] {
  const stored = isRecord(data) ? data['fields'] : null
  if (!Array.isArray(stored)) return []
  return stored.flatMap((entry: unknown) => {
    if (!isRecord(entry) || typeof entry['field'] !== 'string') return []
    return [{ field: entry['field'], before: textOrNull(entry['before']), after: textOrNull(entry['after']) }]
  })
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textOrNull(value: unknown): string | null {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? null : JSON.stringify(value)
}
