import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FaultEffect } from './faults.ts'
import type { HttpReply } from './http-exchange.ts'

const SLOW_STEPS = 8

async function trickle(response: ServerResponse, body: Buffer, ms: number): Promise<void> {
  const step = Math.max(1, Math.ceil(body.length / SLOW_STEPS))
  for (let at = 0; at < body.length && !response.destroyed; at += step) {
    response.write(body.subarray(at, at + step))
    await sleep(ms / SLOW_STEPS)
  }
  response.end()
}

/** Writes the answer, spoilt the way the fault wants it. Returns the status, 0 for a cut connection. */
export async function sendReply(
  response: ServerResponse,
  reply: HttpReply,
  date: Date,
  effect: FaultEffect | undefined,
): Promise<number> {
  if (effect?.kind === 'reset' && effect.afterBytes === undefined) {
    response.destroy()
    return 0
  }
  const whole = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body
  const body = effect?.kind === 'truncate' ? whole.subarray(0, Math.floor(whole.length / 2)) : whole
  response.sendDate = false
  response.writeHead(reply.status, {
    ...reply.headers,
    date: date.toUTCString(),
    'content-length': body.length,
  })
  if (effect?.kind === 'reset') {
    response.write(body.subarray(0, effect.afterBytes), () => response.destroy())
    return 0
  }
  if (effect?.kind === 'slow') await trickle(response, body, effect.ms)
  else response.end(body)
  return reply.status
}
