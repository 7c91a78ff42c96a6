import * as z from 'zod'

/** Every expected failure. Each transport maps all of them in one table. */
export const ERROR_CODES = [
  'invalid_input',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'already_exists',
  'last_owner',
  'run_not_waiting',
  'run_not_active',
  'directory_unreachable',
  'directory_refused',
  'too_large',
  'rate_limited',
  'already_claimed',
  'not_claimed',
  'claim_closed',
  'link_ended',
  'email_unavailable',
  'setup_closed',
  'cross_site',
  'unavailable',
  'internal',
] as const

export const errorCode = z.enum(ERROR_CODES)
export type ErrorCode = z.infer<typeof errorCode>

/** One field that was wrong: `path` is dotted, `message` says what to do. */
export const inputIssue = z.object({ path: z.string(), message: z.string() })
export type InputIssue = z.infer<typeof inputIssue>

/** The one error body of the REST surface. */
export const errorView = z.object({
  code: errorCode,
  message: z.string(),
  issues: z.array(inputIssue).optional(),
})
export type ErrorView = z.infer<typeof errorView>
