import { DirectoryError } from '@rollcall/directory'
import type { ErrorView } from '@rollcall/vocabulary'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { HTTP_STATUS, toFailure, type Failure } from './failures.ts'

/** What Fastify refuses before a handler runs. Anything else it says is unexpected. */
const REFUSALS: Partial<Record<string, Failure>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: invalid('The request body is not valid JSON.'),
  FST_ERR_CTP_EMPTY_JSON_BODY: invalid(
    'The request body is empty. Send a JSON object, or leave out the content type.',
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: invalid('Send the request body as application/json.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: invalid('The request body is not as long as its content-length says.'),
  FST_ERR_BAD_URL: invalid('The address of the request is not valid.'),
  FST_STATIC_FORBIDDEN_PATH: { code: 'not_found', message: 'There is nothing at this address.', issues: [] },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'too_large',
    message: 'The request is larger than 1 MB. Send less at once.',
    issues: [],
  },
}

function invalid(message: string): Failure {
  return { code: 'invalid_input', message, issues: [] }
}

/** The failure of a request that ended with this error. The unexpected is logged once, here, and told to nobody. */
export function failureOfRequest(error: FastifyError | Error, request: FastifyRequest): Failure {
  const refusal = 'code' in error ? REFUSALS[error.code] : undefined
  if (refusal) return refusal
  if (error instanceof SyntaxError && 'statusCode' in error && error.statusCode === 400) {
    return invalid('The request body is not valid JSON.')
  }
  if (isRefusal(error)) return invalid('The request could not be understood.')
  const failure = toFailure(error)
  if (failure.code === 'internal') request.log.error({ err: error }, 'A request failed unexpectedly.')
  return failure
}

/** Anything else that the HTTP server itself blames on the request. */
function isRefusal(error: FastifyError | Error): boolean {
  if (!('code' in error) || !error.code.startsWith('FST_')) return false
  return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
}

export function toErrorView({ code, message, issues }: Failure): ErrorView {
  return issues.length > 0 ? { code, message, issues: [...issues] } : { code, message }
}

export function sendFailure(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const failure = failureOfRequest(error, request)
  return reply.status(HTTP_STATUS[failure.code]).send(toErrorView(failure))
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0] ?? ''
  const error = new DirectoryError(
    'not_found',
    `There is nothing at ${request.method} ${path}. Check the address and the method.`,
  )
  return sendFailure(error, request, reply)
}
