import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from './localhost-certificate.ts'

interface ScriptedRequest {
  readonly method: string
  /** Path and query, percent-decoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** `raw` is sent as it stands; `break` tears the connection down, `half` after half of the answer, `silence` never answers. */
export interface ScriptedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly raw?: string
  readonly fault?: 'break' | 'half' | 'silence'
}

export interface ScriptedServer {
  readonly origin: string
  readonly caPem: string
  /** Everything received, in order. */
  readonly requests: readonly ScriptedRequest[]
  close(): Promise<void>
}

export type Script = (request: ScriptedRequest, origin: string) => ScriptedAnswer | undefined

function part(content: object): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url')
}

/** A readable token as Microsoft issues it, without a real signature. */
export function fakeToken(roles: readonly string[] | null, mark = '1'): string {
  const claims = { tid: TENANT_ID, app_displayname: 'Sync', mark, ...(roles ? { roles } : {}) }
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`
}

/** Made once, because every server of a test run can use the same. */
const usualCertificate = makeCertificate()

export const TENANT_ID = '8f1d0c9e-1f0a-4f0e-9f5f-0a3c5a3b7b11'
export const CLIENT_ID = '11111111-2222-4333-8444-555555555555'
export const ENOUGH = ['User.Read.All', 'GroupMember.Read.All']

/** Answers for requests that a script leaves open: sign-in works, everything else is missing. */
function usual(request: ScriptedRequest, origin: string): ScriptedAnswer {
  if (request.path.includes('/oauth2/v2.0/token')) {
    return { json: { token_type: 'Bearer', expires_in: 3599, access_token: fakeToken(ENOUGH) } }
  }
  if (request.path.includes('/.well-known/openid-configuration')) {
    return { json: { issuer: `${origin}/${TENANT_ID}/v2.0` } }
  }
  return { status: 404, json: { error: { code: 'Request_ResourceNotFound', message: 'Nothing here.' } } }
}

function reply(answer: ScriptedAnswer, incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (answer.fault === 'silence') return
  if (answer.fault === 'break') {
    incoming.socket.destroy()
    return
  }
  const text = answer.raw ?? JSON.stringify(answer.json ?? {})
  outgoing.writeHead(answer.status ?? 200, {
    'content-type': 'application/json',
    'request-id': '00000000-0000-4000-8000-000000000001',
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
  })
  if (answer.fault === 'half') outgoing.write(text.slice(0, text.length / 2), () => incoming.socket.destroy())
  else outgoing.end(text)
}

async function readRequest(incoming: IncomingMessage): Promise<ScriptedRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent((incoming.url ?? '').replaceAll('+', ' ')),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

/** A TLS server that says exactly what a test wants, faults included. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const { certPem, keyPem } = await usualCertificate
  const requests: ScriptedRequest[] = []
  const answerTo = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const request = await readRequest(incoming)
    requests.push(request)
    reply(script(request, origin) ?? usual(request, origin), incoming, outgoing)
  }
  const server = createServer({ cert: certPem, key: keyPem }, (incoming, outgoing) => {
    answerTo(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const origin = `https://localhost:${portOf(server.address())}`
  return {
    origin,
    caPem: certPem,
    requests,
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The test server listens on no port.')
  return address.port
}
