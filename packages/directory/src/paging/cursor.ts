import type * as z from 'zod'
import { DirectoryError } from '../errors.ts'

/** Opaque text that carries a place in a list; callers only ever hand it back. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

/** Null without a cursor; `invalid_input` for one that this list never gave. */
export function decodeCursor<T extends z.ZodType>(schema: T, cursor: string | undefined): z.output<T> | null {
  if (cursor === undefined || cursor === '') return null
  const place = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')))
  if (place.success) return place.data
  const message = 'This page can no longer be found. Start again from the first page.'
  throw new DirectoryError('invalid_input', message, [{ path: 'cursor', message }])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Splits rows read with one more than asked for into the page and whether another follows. */
export function takePage<T>(rows: readonly T[], limit: number): { page: T[]; last: T | null } {
  const page = rows.slice(0, limit)
  return { page, last: rows.length > limit ? (page.at(-1) ?? null) : null }
}
