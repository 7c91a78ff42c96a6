import { DirectoryError } from '@rollcall/directory'
import { SourceError, type ErrorCode, type InputIssue, type SourceFailure } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** The HTTP status of every expected failure, for all surfaces. */
export const HTTP_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  already_exists: 409,
  last_owner: 409,
  run_not_waiting: 409,
  run_not_active: 409,
  directory_unreachable: 502,
  directory_refused: 502,
  too_large: 413,
  rate_limited: 429,
  already_claimed: 409,
  not_claimed: 409,
  claim_closed: 409,
  link_ended: 410,
  email_unavailable: 409,
  setup_closed: 409,
  cross_site: 403,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>

const SOURCE_CODES = {
  refused: 'directory_refused',
  missing: 'not_found',
  malformed: 'directory_unreachable',
  throttled: 'directory_unreachable',
  unreachable: 'directory_unreachable',
  restart: 'directory_unreachable',
  cancelled: 'unavailable',
} as const satisfies Record<SourceFailure, ErrorCode>

/** What a client may know about something that went wrong. */
export interface Failure {
  readonly code: ErrorCode
  readonly message: string
  readonly issues: readonly InputIssue[]
}

const INTERNAL: Failure = {
  code: 'internal',
  message:
    'Something went wrong on the server, and nothing was changed by this request. Try again; if it happens again, give the request id to whoever runs the server.',
  issues: [],
}

/** Turns anything thrown into what a client may see. An unexpected error keeps its text for the log alone. */
export function toFailure(error: unknown): Failure {
  if (error instanceof DirectoryError) {
    return { code: error.code, message: error.message, issues: error.issues }
  }
  if (error instanceof SourceError) {
    const message = error.hint === null ? error.message : `${error.message} ${error.hint}`
    return { code: SOURCE_CODES[error.failure], message, issues: [] }
  }
  return INTERNAL
}

/** Input that its schema refused, as one failure that lists every field. */
export function inputFailure(error: z.core.$ZodError): Failure {
  const issues = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const first = issues[0]
  const message = first
    ? first.path === ''
      ? first.message
      : `${first.path}: ${first.message}`
    : 'Check the input.'
  return { code: 'invalid_input', message, issues }
}
