import type { WireRequest, WireResponse } from '@rollcall/scim/testing'
import { Agent, request as begin } from 'node:http'

/** Sends these headers and no others, over connections that are kept. */
export function createSender(): { send(request: WireRequest): Promise<WireResponse>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  return {
    send: ({ method, url, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body === null ? {} : { 'Content-Length': Buffer.byteLength(body) }
        const outgoing = begin(url, { agent, method, headers: { ...headers, ...length } }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const lowered = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
            resolve({
              status: response.statusCode ?? 0,
              headers: Object.fromEntries(lowered),
              text: Buffer.concat(chunks).toString('utf8'),
            })
          })
        })
        outgoing.on('error', reject)
        outgoing.end(body ?? undefined)
      }),
    close: () => agent.destroy(),
  }
}
