import { SourceError } from '@rollcall/vocabulary'
import * as z from 'zod'
import { explainRefusal, type Subject } from './graph-hints.ts'
import { parseRetryAfter, type Outcome } from './retry.ts'

/** One answer of Microsoft Graph, body unread. */
export interface GraphAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly text: string
}

interface GraphProblem {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly evidence: Record<string, string>
}

const inner = z.looseObject({ 'request-id': z.string().optional(), date: z.string().optional() }).optional()
const errorBody = z.looseObject({
  error: z.looseObject({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: inner,
    innererror: inner,
  }),
})

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Services spell `innerError` both ways, and gateways answer in HTML; whatever is found is kept for support. */
function toGraphProblem(answer: GraphAnswer): GraphProblem {
  const error = errorBody.safeParse(readJson(answer.text)).data?.error
  const details = error?.innerError ?? error?.innererror
  const found: Record<string, string | null | undefined> = {
    httpStatus: String(answer.status),
    code: error?.code,
    requestId: answer.headers.get('request-id') ?? details?.['request-id'],
    clientRequestId: answer.headers.get('client-request-id'),
    date: answer.headers.get('date') ?? details?.date,
    throttleScope: answer.headers.get('x-ms-throttle-scope'),
    throttleInformation: answer.headers.get('x-ms-throttle-information'),
  }
  const evidence: Record<string, string> = {}
  for (const [name, value] of Object.entries(found)) if (value) evidence[name] = value
  return { status: answer.status, code: error?.code ?? '', message: error?.message ?? '', evidence }
}

const EXPIRED_LINK = new Set([
  'directory_expiredpagetoken',
  'directorypagetokennotfoundexception',
  'syncstatenotfound',
  'resyncrequired',
])

function busy(problem: GraphProblem, subject: Subject): SourceError {
  const { status, evidence } = problem
  const hint = 'Nothing is lost. Try again later; if it lasts, look at status.cloud.microsoft.'
  if (status === 429) {
    const message = `Microsoft keeps asking us to slow down while reading ${subject}.`
    return new SourceError('throttled', message, { hint, evidence })
  }
  const message = `Microsoft Graph failed again and again while reading ${subject} (HTTP ${status}).`
  return new SourceError('unreachable', message, { hint, evidence })
}

function final(problem: GraphProblem, subject: Subject, roles: readonly string[] | null): SourceError {
  const { status, code, evidence } = problem
  if (status === 410 || EXPIRED_LINK.has(code.trim().toLowerCase())) {
    const message = `The place where reading ${subject} was left off has expired at Microsoft.`
    return new SourceError('restart', message, { hint: 'Reading starts again from the beginning.', evidence })
  }
  if (status === 401 || status === 403) {
    const { message, hint } = explainRefusal({ status, code, subject, roles })
    return new SourceError('refused', message, { hint, evidence })
  }
  if (status === 404 || /invalid object identifier/i.test(problem.message)) {
    const message =
      subject === 'groups' || subject === 'members'
        ? 'The group does not exist in the directory.'
        : `Microsoft has no such object (${subject}).`
    const hint = 'It was deleted, or its ID is wrong. Choose the groups of the connection again.'
    return new SourceError('missing', message, { hint, evidence })
  }
  const message = `Microsoft did not understand the request for ${subject} (HTTP ${status}${code ? `, ${code}` : ''}).`
  const hint =
    'This is a fault in this product or a change at Microsoft. Please report it with the ids under Details.'
  return new SourceError('malformed', message, { hint, evidence })
}

/** An internal error (500) is often the same each time. */
const FEW_ATTEMPTS = 4

/** Whether the answer is good, worth asking again, or the end (thrown). */
export function judgeAnswer(
  answer: GraphAnswer,
  context: { subject: Subject; roles: readonly string[] | null; now: number },
): Outcome<GraphAnswer> {
  if (answer.status >= 200 && answer.status < 300) return { kind: 'done', value: answer }
  const problem = toGraphProblem(answer)
  if (answer.status !== 429 && (answer.status < 500 || answer.status === 501)) {
    throw final(problem, context.subject, context.roles)
  }
  const retryAfterMs = parseRetryAfter(answer.headers.get('retry-after'), context.now)
  return {
    kind: 'again',
    reason: answer.status === 429 ? 'throttled' : 'unavailable',
    retryAfterMs,
    shared: answer.status === 429 || retryAfterMs !== null,
    error: busy(problem, context.subject),
    ...(answer.status === 500 ? { atMost: FEW_ATTEMPTS } : {}),
  }
}
