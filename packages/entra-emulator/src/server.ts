import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { Server } from 'node:https'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { prepareCertificate } from './certificate-authority.ts'
import { Control } from './control/control.ts'
import { handleOf } from './control/directory-handle.ts'
import type { TenantHandle } from './control/directory-handle.ts'
import { EmulatorClock } from './emulator-clock.ts'
import type { EmulatorState } from './emulator-state.ts'
import { FaultBoard } from './faults.ts'
import { headerOf, jsonReply, readCall } from './http-exchange.ts'
import type { HttpCall, HttpReply } from './http-exchange.ts'
import { PageTokens } from './page-tokens.ts'
import { RequestLog } from './request-log.ts'
import { CONTROL_PREFIX, route } from './router.ts'
import { sendReply } from './send-reply.ts'
import { SignInCodes } from './sign-in/sign-in-codes.ts'
import { TokenSigner } from './sign-in/token-signer.ts'
import { Tenant } from './tenant.ts'
import type { TenantSpec } from './tenant-spec.ts'

export type EmulatorOptions = {
  /** 0 or absent picks a free port. */
  port?: number
  /** Address to listen on; loopback when absent. */
  host?: string
  tenants?: readonly TenantSpec[]
  /** The same seed gives the same people, groups, ids and secrets. */
  seed?: number
  /** No page of any collection is larger than this, whatever the client asks for. */
  pageSizeCap?: number
  /** Every answer starts this late. */
  delayMs?: number
  /** Keeps the certificate authority here between runs, so that clients can go on trusting it. */
  caDir?: string
  clock?: () => Date
}

export type ControlHandle = Omit<Control, 'state' | 'tenant'>

export type Emulator = {
  /** `https://localhost:port`: authority host and Graph root in one. */
  origin: string
  caPem: string
  caFile: string
  tenants: TenantHandle[]
  control: ControlHandle
  close(): Promise<void>
}

const LARGEST_PAGE = 999

function makeState(options: EmulatorOptions): EmulatorState {
  const clock = new EmulatorClock(options.clock)
  const seed = options.seed ?? 1
  return {
    clock,
    tenants: (options.tenants ?? [{}]).map((spec, index) => new Tenant(spec, index, seed, clock)),
    faults: new FaultBoard(),
    requests: new RequestLog(),
    signer: new TokenSigner(),
    pageTokens: new PageTokens(),
    signInCodes: new SignInCodes(),
    pageSizeCap: options.pageSizeCap ?? LARGEST_PAGE,
    delayMs: options.delayMs ?? 0,
  }
}

function isLoopback(address: string | undefined): boolean {
  return address === undefined || /^(::ffff:)?127\.|^::1$/.test(address)
}

async function safeRoute(
  state: EmulatorState,
  control: Control,
  call: HttpCall,
  effect: Parameters<typeof route>[3],
): Promise<HttpReply> {
  try {
    return await route(state, control, call, effect)
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return jsonReply(500, { error: { code: 'EmulatorBug', message } })
  }
}

async function handle(
  state: EmulatorState,
  control: Control,
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = await readCall(request, origin)
  const isControl = call.path.startsWith(CONTROL_PREFIX)
  if (isControl && !isLoopback(request.socket.remoteAddress)) {
    response.writeHead(403).end()
    return
  }
  const target = request.url ?? '/'
  const effect = isControl ? undefined : state.faults.effectFor(call.method, decodeTarget(target))
  const delay = isControl ? 0 : state.delayMs + (effect?.kind === 'delay' ? effect.ms : 0)
  if (delay > 0) await sleep(delay)
  const at = state.clock.date()
  const reply = await safeRoute(state, control, call, effect)
  const status = await sendReply(response, reply, at, effect)
  if (isControl) return
  const clientRequestId = headerOf(call.headers, 'client-request-id') ?? null
  state.requests.add({ method: call.method, path: target, status, at: at.toISOString(), clientRequestId })
}

/** Fault patterns are written for `$select=…`, which clients may send percent-encoded. */
function decodeTarget(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch {
    return target
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new Error(`Port ${port} is in use. Choose another one.`) : error),
    )
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Starts a fake Microsoft Entra tenant with its Graph, over TLS, on this machine. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const host = options.host ?? '127.0.0.1'
  const directory = options.caDir ?? (await mkdtemp(join(tmpdir(), 'entra-emulator-')))
  const { caPem, caFile, certPem, keyPem } = await prepareCertificate(directory, host)
  const state = makeState(options)
  const control = new Control(state)
  let origin = ''
  const server = createServer(
    { cert: certPem, key: keyPem, keepAliveTimeout: 30_000 },
    (request, response) => {
      handle(state, control, origin, request, response).catch(() => response.destroy())
    },
  )
  const cleanUp = async (): Promise<void> => {
    if (options.caDir === undefined) await rm(directory, { recursive: true, force: true })
  }
  try {
    origin = `https://localhost:${await listen(server, options.port ?? 0, host)}`
  } catch (error) {
    await cleanUp()
    throw error
  }
  return {
    origin,
    caPem,
    caFile,
    tenants: state.tenants.map(handleOf),
    control,
    async close() {
      for (const tenant of state.tenants) tenant.provisioning.removeAll()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await cleanUp()
    },
  }
}
