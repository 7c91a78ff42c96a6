import type { ScimResource } from '../resource.ts'
import { invalidValue } from '../scim-error.ts'
import { LIST_URN } from '../urns.ts'

/** `startIndex` counts from 1. A `count` of 0 asks for the total alone. */
export interface Paging {
  readonly startIndex: number
  readonly count: number
}

/** Beyond what any directory holds, and within what databases count with. */
const MAX_INDEX = 2_147_483_647

/** RFC 7644 section 3.4.2.4. Throws `invalidValue` for what is no whole number. */
export function readPaging(
  query: { readonly startIndex?: unknown; readonly count?: unknown },
  limits: { readonly defaultCount: number; readonly maxResults: number },
): Paging {
  const startIndex = readWhole(query.startIndex, 'startIndex') ?? 1
  const count = readWhole(query.count, 'count') ?? limits.defaultCount
  return {
    startIndex: Math.min(Math.max(startIndex, 1), MAX_INDEX),
    count: Math.min(Math.max(count, 0), limits.maxResults),
  }
}

/** Undefined when it was not sent. */
function readWhole(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^[+-]?\d{1,15}$/.test(text.trim()))
    throw invalidValue(`${name} must be a whole number.`)
  return Number(text)
}

export interface ListResponse {
  readonly schemas: readonly [typeof LIST_URN]
  readonly totalResults: number
  readonly startIndex: number
  readonly itemsPerPage: number
  readonly Resources: readonly ScimResource[]
}

/** `totalResults` counts everything that matches, on this page or not. */
export function toListResponse(page: {
  readonly resources: readonly ScimResource[]
  readonly totalResults: number
  readonly startIndex: number
}): ListResponse {
  return {
    schemas: [LIST_URN],
    totalResults: page.totalResults,
    startIndex: page.startIndex,
    itemsPerPage: page.resources.length,
    Resources: page.resources,
  }
}
