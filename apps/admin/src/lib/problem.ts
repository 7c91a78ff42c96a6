import { errorCode, inputIssue, type ErrorCode, type InputIssue } from '@rollcall/vocabulary'
import { TRPCClientError } from '@trpc/client'
import * as z from 'zod'

/** What went wrong, ready to be shown. `offline` means that no answer arrived. */
export interface Problem {
  code: ErrorCode | 'offline'
  message: string
  issues: readonly InputIssue[]
  requestId: string | null
}

const wireProblem = z.object({
  code: errorCode,
  message: z.string(),
  issues: z.array(inputIssue).nullish(),
  requestId: z.string().nullish(),
})

export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

export const OFFLINE: Problem = {
  code: 'offline',
  message: 'The server did not answer. Check your network, then try again.',
  issues: [],
  requestId: null,
}

const UNKNOWN: Problem = {
  code: 'internal',
  message:
    'Something went wrong on our side. Try again; if it happens again, send the request id to your administrator.',
  issues: [],
  requestId: null,
}

/** Reads an error body of the server; null when it is not one. */
export function parseProblem(body: unknown, requestId: string | null = null): Problem | null {
  const parsed = wireProblem.safeParse(body)
  if (!parsed.success) return null
  const { code, message, issues } = parsed.data
  return { code, message, issues: issues ?? [], requestId: parsed.data.requestId ?? requestId }
}

/** Turns anything that was thrown into what a person can read. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  if (error instanceof TRPCClientError) return parseProblem(error.data) ?? (error.data ? UNKNOWN : OFFLINE)
  if (error instanceof TypeError && /fetch|network/i.test(error.message)) return OFFLINE
  return UNKNOWN
}

/** Messages by field name, for forms; issues of nested fields keep their dotted path. */
export function toFieldErrors(problem: Problem): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const issue of problem.issues) errors[issue.path] ??= issue.message
  return errors
}
