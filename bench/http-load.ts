import { Agent, request } from 'node:http'
import { quantileOf } from './measure.ts'

export interface Answer {
  readonly status: number
  readonly text: string
}

/** A client of one server that keeps its connections. */
export interface HttpClient {
  ask(method: string, path: string, body?: object): Promise<Answer>
  close(): void
}

export function openHttpClient(port: number, headers: Readonly<Record<string, string>> = {}): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    ask: (method, path, body) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body)
        const sent = text === undefined ? {} : { 'content-length': Buffer.byteLength(text) }
        const outgoing = request(
          { agent, port, host: '127.0.0.1', method, path, headers: { ...headers, ...sent } },
          (incoming) => {
            const parts: Buffer[] = []
            incoming.on('data', (part: Buffer) => parts.push(part))
            incoming.on('end', () =>
              resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
            )
            incoming.on('error', reject)
          },
        )
        outgoing.on('error', reject)
        outgoing.end(text)
      }),
    close: () => agent.destroy(),
  }
}

/** What a number of requests took: requests a second, and milliseconds for one. */
export interface Load {
  readonly rate: number
  readonly p50: number
  readonly p99: number
}

/** Sends `requests` requests, `concurrency` at a time. An answer with another status than `expected` ends the bench. */
export async function putLoad(
  send: () => Promise<Answer>,
  { requests, concurrency, expected }: { requests: number; concurrency: number; expected: number },
): Promise<Load> {
  const times: number[] = []
  let begun = 0
  const sender = async () => {
    while (begun < requests) {
      begun += 1
      const from = performance.now()
      const { status, text } = await send()
      times.push(performance.now() - from)
      if (status !== expected) throw new Error(`Answered ${status}, and not ${expected}: ${text}`)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: concurrency }, sender))
  const seconds = (performance.now() - start) / 1000
  return { rate: requests / seconds, p50: quantileOf(times, 0.5), p99: quantileOf(times, 0.99) }
}
