import { isObject } from '../resource.ts'
import { invalidSyntax, quote, tooLarge } from '../scim-error.ts'

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  /** As it was sent; null for none. */
  readonly path: string | null
  /** Undefined when there was none, which null is not. */
  readonly value: unknown
}

const MAX_OPERATIONS = 10_000

/**
 * The operations of a PATCH in their order; none is a request that changes nothing. Names and operations in any case.
 * Throws `invalidSyntax` for the shape and 413 for more operations than one request may carry.
 */
export function readPatch(body: unknown): PatchOperation[] {
  if (!isObject(body)) throw invalidSyntax('A PATCH is a JSON object with a list of Operations.')
  const operations = namesOf(body).get('operations')
  if (!Array.isArray(operations)) throw invalidSyntax('A PATCH needs a list under Operations.')
  if (operations.length > MAX_OPERATIONS)
    throw tooLarge(`A PATCH has at most ${MAX_OPERATIONS} operations. Send the rest in another request.`)
  return operations.map(readOperation)
}

function readOperation(operation: unknown, index: number): PatchOperation {
  const place = `Operation ${index + 1}`
  if (!isObject(operation)) throw invalidSyntax(`${place} is not an object.`)
  const names = namesOf(operation)
  const op = readOp(names.get('op'), place)
  const path = names.get('path') ?? null
  if (path !== null && typeof path !== 'string') throw invalidSyntax(`The path of ${place} is not text.`)
  const value = names.get('value')
  if (op !== 'remove' && value === undefined) throw invalidSyntax(`${place} has no value to ${op}.`)
  return { op, path: path?.trim() ? path : null, value }
}

function readOp(value: unknown, place: string): PatchOperation['op'] {
  const op = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (op === 'add' || op === 'remove' || op === 'replace') return op
  const sent = typeof value === 'string' ? `, not ${quote(value)}` : ''
  throw invalidSyntax(`The op of ${place} must be add, remove or replace${sent}.`)
}

function namesOf(object: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]))
}
