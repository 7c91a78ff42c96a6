import { randomUUID } from 'node:crypto'
import type { HttpCall, HttpReply } from '../http-exchange.ts'
import { headerOf, jsonReply } from '../http-exchange.ts'

/** An error answer of Graph: status, `error.code`, `error.message`, and headers of its own. */
export class GraphProblem extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export function badRequest(message: string, code = 'Request_BadRequest'): GraphProblem {
  return new GraphProblem(400, code, message)
}

export function unsupportedQuery(message = 'Unsupported Query.'): GraphProblem {
  return new GraphProblem(400, 'Request_UnsupportedQuery', message)
}

export function notFound(id: string): GraphProblem {
  return new GraphProblem(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

export function denied(): GraphProblem {
  return new GraphProblem(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  )
}

export function unauthorized(message: string, code = 'InvalidAuthenticationToken'): GraphProblem {
  return new GraphProblem(401, code, message, {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  })
}

export type RequestIds = { requestId: string; clientRequestId: string }

export function requestIdsOf(call: HttpCall): RequestIds {
  const requestId = randomUUID()
  return { requestId, clientRequestId: headerOf(call.headers, 'client-request-id') ?? requestId }
}

/** The headers that every Graph answer carries. */
export function diagnosticHeaders(ids: RequestIds): Record<string, string> {
  return {
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-ms-ags-diagnostic':
      '{"ServerInfo":{"DataCenter":"West Europe","Slice":"E","Ring":"5","ScaleUnit":"002","RoleInstance":"AM4PEPF0002EMUL"}}',
  }
}

export function problemBody(problem: GraphProblem, ids: RequestIds, now: Date): object {
  const { code, message, status } = problem
  const date = now.toISOString().slice(0, 19)
  if (status === 429)
    return {
      error: {
        code,
        innerError: {
          code: '429',
          date,
          message: 'Please retry after',
          'request-id': ids.requestId,
          status: '429',
        },
        message,
      },
    }
  const innerError = { date, 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId }
  return { error: { code, message, innerError } }
}

export function problemReply(problem: GraphProblem, ids: RequestIds, now: Date): HttpReply {
  const headers = { ...diagnosticHeaders(ids), 'cache-control': 'no-cache', ...problem.headers }
  return jsonReply(problem.status, problemBody(problem, ids, now), headers)
}
