import type { NewScimRequest } from '@rollcall/db'
import { toAsciiJson } from './ascii-json.ts'

/** A row of the log of requests as JSON. What a client may have put wider characters into is escaped, all else has none. */
export function toRowJson(row: NewScimRequest): string {
  const { id, connectionId, at, tokenPrefix, method, resourceType, resourceId, userId } = row
  const { status, scimType, outcome, changed, durationMs } = row
  const known = {
    id,
    connectionId,
    at,
    tokenPrefix,
    resourceType,
    resourceId,
    userId,
    status,
    scimType,
    outcome,
  }
  return [
    JSON.stringify(known).slice(0, -1),
    ',"changed":',
    JSON.stringify(changed),
    ',"durationMs":',
    durationMs,
    ',"method":',
    toAsciiJson(method),
    ',"path":',
    toAsciiJson(row.path),
    ',"why":',
    orNull(row.why),
    ',"userAgent":',
    orNull(row.userAgent),
    ',"requestBody":',
    row.requestBody,
    ',"responseBody":',
    row.responseBody,
    '}',
  ].join('')
}

function orNull(text: string | null): string {
  return text === null ? 'null' : toAsciiJson(text)
}
