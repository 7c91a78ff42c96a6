import type { ErrorCode, InputIssue } from '@rollcall/vocabulary'
import type { TRPCError } from '@trpc/server'
import * as z from 'zod'
import { HTTP_STATUS, inputFailure, toFailure, type Failure } from '../failures.ts'

/** `error.data` of every failed call: nothing internal, and a request id to find the log line by. */
export interface TrpcErrorData {
  code: ErrorCode
  message: string
  issues?: InputIssue[]
  requestId: string
  httpStatus: number
}

/** What tRPC itself refuses before a procedure runs. Anything else it says is unexpected. */
const PROTOCOL_FAILURES: Partial<Record<TRPCError['code'], Failure>> = {
  PARSE_ERROR: { code: 'invalid_input', message: 'The request body is not valid JSON.', issues: [] },
  BAD_REQUEST: { code: 'invalid_input', message: 'The request could not be understood.', issues: [] },
  NOT_FOUND: {
    code: 'not_found',
    message: 'There is no such call. Reload the page to get the current version.',
    issues: [],
  },
  METHOD_NOT_SUPPORTED: {
    code: 'invalid_input',
    message: 'This call cannot be made with this HTTP method.',
    issues: [],
  },
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'invalid_input',
    message: 'Send the request body as application/json.',
    issues: [],
  },
  PAYLOAD_TOO_LARGE: {
    code: 'too_large',
    message: 'The request is larger than 1 MB. Send less at once.',
    issues: [],
  },
}

export function toTrpcData(error: TRPCError, requestId: string): TrpcErrorData {
  const { code, message, issues } = failureOf(error)
  const data = { code, message, requestId, httpStatus: HTTP_STATUS[code] }
  return issues.length > 0 ? { ...data, issues: [...issues] } : data
}

function failureOf(error: TRPCError): Failure {
  if (error.code === 'BAD_REQUEST' && error.cause instanceof z.core.$ZodError)
    return inputFailure(error.cause)
  const known = toFailure(error.cause)
  return known.code === 'internal' ? (PROTOCOL_FAILURES[error.code] ?? known) : known
}
