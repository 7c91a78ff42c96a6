import { DatabaseError } from 'pg'
import { Prisma } from './generated/client.ts'

/** What PostgreSQL said (PostgreSQL, Appendix A: error codes), whichever way the query was sent. */
interface Refusal {
  code: string
  constraint: string | undefined
}

/**
 * True when a row with the same key exists. `constraint` narrows that to one constraint or unique index by its name,
 * such as `realms_slug_key` or `sync_runs_one_active`.
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return isRefusal(error, ['23505'], constraint)
}

/** True when a row that was pointed to does not exist, or one that is pointed to was to be deleted. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return isRefusal(error, ['23503', '23001'], constraint)
}

/** True when the transaction lost against another one and would succeed when run again. */
export function isSerializationFailure(error: unknown): boolean {
  return isRefusal(error, ['40001', '40P01'])
}

/** True when the database refused a value or a rule about rows: SQLSTATE classes 22 (data) and 23 (integrity). */
export function isDataRefusal(error: unknown): boolean {
  return /^2[23]/.test(toRefusal(error)?.code ?? '')
}

/** True when a value is longer than an index takes: SQLSTATE 54000. */
export function isTooLongForIndex(error: unknown): boolean {
  return isRefusal(error, ['54000'])
}

function isRefusal(error: unknown, codes: readonly string[], constraint?: string): boolean {
  const refusal = toRefusal(error)
  if (!refusal || !codes.includes(refusal.code)) return false
  return constraint === undefined || refusal.constraint === constraint
}

/**
 * Prisma answers P2002, P2003 or P2034 for its own queries and P2010 for raw ones; what the adapter heard from the
 * server is inside both. Only messages name the constraint for every kind of error.
 */
function toRefusal(error: unknown): Refusal | null {
  if (error instanceof DatabaseError && error.code !== undefined)
    return { code: error.code, constraint: error.constraint }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  const cause = property(property(error.meta, 'driverAdapterError'), 'cause')
  const code = property(cause, 'originalCode')
  const message = property(cause, 'originalMessage')
  if (typeof code !== 'string' || typeof message !== 'string') return null
  return { code, constraint: /constraint "([^"]+)"/.exec(message)?.[1] }
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
