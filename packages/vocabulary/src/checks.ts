import * as z from 'zod'
import { instant } from './ids.ts'
import { checkStatus } from './states.ts'

/** The three that every admin looks for come first; the others say what else could be learned. */
export const CHECK_IDS = [
  'network',
  'tenant',
  'token',
  'users',
  'groups',
  'members',
  'permissions',
  'secret',
  'clock',
] as const
/** What can be seen of a connection that is pushed to; nothing is asked of its client. */
export const PUSH_CHECK_IDS = [
  'address',
  'tokens',
  'token_expiry',
  'first_call',
  'last_call',
  'answers',
  'external_id',
] as const
export const checkId = z.enum([...CHECK_IDS, ...PUSH_CHECK_IDS])
export type CheckId = z.infer<typeof checkId>

export const checkResult = z.object({
  id: checkId,
  label: z.string(),
  status: checkStatus,
  /** What was seen, in a sentence. */
  detail: z.string(),
  /** What to do about it; null when there is nothing to do. */
  hint: z.string().nullable(),
  /** Deep link to the page of the Entra admin center where the fix is made. */
  link: z.object({ label: z.string(), href: z.string() }).nullable(),
  /** What Microsoft answered: codes, request and trace ids. Never a secret or a token. */
  evidence: z.record(z.string(), z.string()),
  durationMs: z.number().int(),
})
export type CheckResult = z.infer<typeof checkResult>

export const checkReport = z.object({
  status: z.enum(['pass', 'warn', 'fail']),
  checkedAt: instant,
  tenant: z.object({ id: z.string(), displayName: z.string().nullable() }).nullable(),
  counts: z.object({ users: z.number().int().nullable(), groups: z.number().int().nullable() }),
  checks: z.array(checkResult),
})
export type CheckReport = z.infer<typeof checkReport>
