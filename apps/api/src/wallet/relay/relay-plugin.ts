import { DirectoryError } from '@rollcall/directory'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as pause } from 'node:timers/promises'
import { sendFailure, sendNotFound } from '../../send-failure.ts'
import { createWalletLimit, type WalletLimit } from '../wallet-limits.ts'
import type { FrameOutcome, WalletMetrics } from '../wallet-metrics.ts'
import type { WalletPorts } from '../wallet-ports.ts'

const MAX_FRAME_BYTES = 64 * 1024
/** A company's phones may all come from one address; each claim is two requests. */
const PER_MINUTE = { address: 600, token: 30 }
const TOKEN = /^[0-9a-f]{64}$/
/** One zero byte that nobody sealed: the answer to everything that is not answered. */
const REFUSED = 'AA=='
/** A refusal takes at least this long, so that its time does not tell how far the frame came. */
const REFUSED_AFTER_MS = 100
/** Lets the page of a wallet, wherever it was loaded from, post here. It carries no cookie, so nothing can be stolen. */
const OPEN_TO_ALL = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'cache-control': 'no-store',
}
/** The last one is asked by browsers when a public page speaks to a server in a private network. */
const PREFLIGHT = {
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': '*',
  'access-control-max-age': '600',
  'access-control-allow-private-network': 'true',
}

type TokenRequest = FastifyRequest<{ Params: { token: string } }>

/** The exchange as two plain requests, for wallets that cannot open a data channel. */
export async function relayPlugin(
  app: FastifyInstance,
  { ports, metrics }: { ports: WalletPorts; metrics: WalletMetrics },
): Promise<void> {
  const limits = [
    createWalletLimit(app, 'relay-address', { max: PER_MINUTE.address, keyOf: (request) => request.ip }),
    createWalletLimit(app, 'relay-token', { max: PER_MINUTE.token, keyOf: tokenIn }),
  ]
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MAX_FRAME_BYTES }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onRequest', async (_request, reply) => {
    void reply.headers(OPEN_TO_ALL)
  })
  app.setNotFoundHandler(sendNotFound)

  app.options('/:token', async (_request, reply) => reply.headers(PREFLIGHT).status(204).send())
  app.get('/:token', async (request, reply) => sendFailure(forWallets(request), request, reply))
  app.post<{ Params: { token: string } }>(
    '/:token',
    {
      // What the server refuses before the handler runs: too long, cut off, of a type that is none.
      errorHandler(_error, _request, reply) {
        metrics.frame('relay', 'stranger')
        void refuse(reply)
      },
    },
    async (request, reply) => {
      const { frame, outcome } = await answer(request, limits, ports)
      metrics.frame('relay', outcome)
      return frame === null ? refuse(reply) : reply.type('text/plain').send(frame)
    },
  )
}

interface Answer {
  /** Null for a refusal. */
  readonly frame: string | null
  readonly outcome: FrameOutcome
}

async function answer(request: TokenRequest, limits: WalletLimit[], ports: WalletPorts): Promise<Answer> {
  const { token } = request.params
  try {
    for (const limited of limits) if (await limited(request)) return { frame: null, outcome: 'limited' }
    if (!TOKEN.test(token) || typeof request.body !== 'string') return { frame: null, outcome: 'stranger' }
    const call = { to: { relayToken: token }, frame: request.body, channel: 'relay' }
    const reply = await ports.receiveFrame(call)
    if (reply.kind === 'refused') return { frame: null, outcome: reply.stranger ? 'stranger' : 'refused' }
    return { frame: reply.frame, outcome: reply.done ? 'done' : 'answered' }
  } catch (error) {
    request.log.error({ err: error }, 'A frame of a wallet could not be answered.')
    return { frame: null, outcome: 'failed' }
  }
}

async function refuse(reply: FastifyReply): Promise<FastifyReply> {
  const rest = REFUSED_AFTER_MS - reply.elapsedTime
  if (rest > 0) await pause(rest, undefined, { ref: false })
  return reply.status(200).type('text/plain').send(REFUSED)
}

/** Tokens that cannot be ours share one place, so that making them up fills no memory. */
function tokenIn(request: FastifyRequest): string {
  const { token } = request.params as TokenRequest['params']
  return TOKEN.test(token) ? token : 'none'
}

/** The same for every token, whether it is ours or not. */
function forWallets(request: FastifyRequest): DirectoryError {
  const path = request.url.split('?', 1)[0] ?? ''
  return new DirectoryError(
    'not_found',
    `There is nothing to see at ${path}: only a wallet can use this address. Scan the QR with the wallet, or open the link on the phone that has it.`,
  )
}
