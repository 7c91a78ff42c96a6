import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ServerResponse, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { sendNotFound } from '../../send-failure.ts'
import { createWalletLimit } from '../wallet-limits.ts'
import { createAddressQuota } from './address-quota.ts'
import type { Signalling } from './signalling.ts'

const MAX_MESSAGE_BYTES = 64 * 1024
/** Sockets at the same time. A company's wallets may all come from one address. */
const PLACES = { total: 2_000, perAddress: 200 }
const SOCKETS_PER_MINUTE = 240

interface Upgrade {
  readonly socket: Duplex
  readonly head: Buffer
}

/**
 * The socket of the signalling at `/peerjs`. The path is all that PeerJS clients let us choose, so it is here and nowhere else.
 * Every upgrade goes through the router, which knows the client's address behind proxies and answers other paths as ever.
 */
export async function signallingPlugin(
  app: FastifyInstance,
  { signalling }: { signalling: Signalling },
): Promise<void> {
  const upgrades = new WeakMap<IncomingMessage, Upgrade>()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    clientTracking: false,
  })
  const quota = createAddressQuota(PLACES)
  const limited = createWalletLimit(app, 'sockets', {
    max: SOCKETS_PER_MINUTE,
    keyOf: (request) => request.ip,
  })

  const route = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrades.set(request, { socket, head })
    passOn(app, request, socket)
  }
  app.server.on('upgrade', route)
  app.addHook('onClose', async () => {
    app.server.off('upgrade', route)
  })

  app.get('/peerjs', { exposeHeadRoute: false }, async (request, reply) => {
    const upgrade = upgrades.get(request.raw)
    if (!upgrade || request.headers.upgrade?.toLowerCase() !== 'websocket')
      return sendNotFound(request, reply)
    const leave = (await limited(request)) ? null : quota.enter(request.ip)
    if (!leave) return refuse(reply)
    reply.hijack()
    reply.raw.detachSocket(toNetSocket(upgrade.socket))
    upgrade.socket.once('close', leave)
    sockets.handleUpgrade(request.raw, upgrade.socket, upgrade.head, (socket) => {
      signalling.welcome(socket, { id: idIn(request), address: request.ip })
    })
    return reply
  })
}

/** The wallet shows that it could not connect; the browser offers the relay. */
function refuse(reply: FastifyReply): FastifyReply {
  return reply.status(429).header('retry-after', 60).send()
}

function idIn({ query }: FastifyRequest): string {
  const { id, key } = toQuery(query)
  return typeof id === 'string' && key === 'peerjs' ? id : ''
}

/** The query parser makes an object of texts and lists of texts. */
function toQuery(query: unknown): Record<string, unknown> {
  return typeof query === 'object' && query !== null ? { ...query } : {}
}

/** As if nobody had asked for an upgrade; only a socket can be closed afterwards, because its parser has gone. */
function passOn(app: FastifyInstance, request: IncomingMessage, socket: Duplex): void {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(toNetSocket(socket))
  response.once('finish', () => socket.end())
  socket.on('error', () => socket.destroy())
  app.routing(request, response)
}

/** A plain HTTP server is given nothing else; TLS ends at the proxy, and its sockets are net sockets as well. */
function toNetSocket(socket: Duplex): Socket {
  return socket as Socket
}
