import { ScimError } from '@rollcall/scim'
import { StaleRules } from '@rollcall/directory'
import { MethodRefused } from './method-refused.ts'

/** What a client is told of something that went wrong. */
export interface Refusal {
  readonly error: ScimError
  /** Whole seconds; null when waiting helps nothing. */
  readonly retryAfter: number | null
  /** For the `Allow` header. */
  readonly allow: string | null
  /** Nobody thought of this: it belongs into the log of the server. */
  readonly unexpected: boolean
}

/** What Fastify refuses before anything of ours sees the request. */
const REFUSALS: Partial<Record<string, ScimError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new ScimError(415, null, 'Send the body as application/scim+json.'),
  FST_ERR_CTP_BODY_TOO_LARGE: new ScimError(
    413,
    null,
    'The request is larger than 1 MB. Send less at once, such as fewer members.',
  ),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new ScimError(
    400,
    'invalidSyntax',
    'The body is not as long as its Content-Length says, or not in UTF-8.',
  ),
  FST_ERR_BAD_URL: new ScimError(400, 'invalidSyntax', 'The address of the request is not valid.'),
}

const INTERNAL = new ScimError(
  500,
  null,
  'Something went wrong on the server, and nothing was changed. Try again; if it happens again, give the request id to whoever runs the server.',
)

const STALE = new ScimError(
  429,
  null,
  'The rules of this connection are being changed. Try again in a moment.',
)

/** Turns anything thrown into what a client may see. */
export function toRefusal(error: unknown): Refusal {
  const refuse = (known: ScimError, more: Partial<Refusal> = {}): Refusal => ({
    error: known,
    retryAfter: null,
    allow: null,
    unexpected: false,
    ...more,
  })
  if (error instanceof MethodRefused) return refuse(error, { allow: error.allow })
  if (error instanceof ScimError)
    return refuse(error, { retryAfter: secondsOf(error) ?? (error.status === 429 ? 1 : null) })
  if (error instanceof StaleRules) return refuse(STALE, { retryAfter: 1 })

  const code = textOf(error, 'code')
  const known = REFUSALS[code]
  if (known) return refuse(known)
  if (code.startsWith('FST_') && isRequestError(error))
    return refuse(new ScimError(400, 'invalidSyntax', 'The request could not be understood.'))
  // SQLSTATE class 22: a value that the database cannot hold, which nothing before it noticed.
  if (/^22[0-9A-Z]{3}$/.test(code))
    return refuse(
      new ScimError(400, 'invalidValue', 'One of the values cannot be stored. Check its characters.'),
      {
        unexpected: true,
      },
    )
  return refuse(INTERNAL, { unexpected: true })
}

/** A verb may say when to come back. */
function secondsOf(error: ScimError): number | null {
  const seconds: unknown = Reflect.get(error, 'retryAfterSeconds')
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds) : null
}

function textOf(error: unknown, key: string): string {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, key) : undefined
  return typeof value === 'string' ? value : ''
}

function isRequestError(error: unknown): boolean {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined
  return typeof status === 'number' && status >= 400 && status < 500
}
