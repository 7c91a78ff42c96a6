import type { Database } from '@rollcall/db'
import type { Context, Log } from '@rollcall/directory'
import type { Actor, CaughtEmailView, InstanceView, Role } from '@rollcall/vocabulary'
import type { EventFeed } from './live/event-feed.ts'
import type { WalletWatch } from './live/wallet-watch.ts'
import type { Metrics } from './metrics.ts'
import type { ScimPart } from './scim/scim-part.ts'

/** Who a piece of work is done for. */
export interface Principal {
  readonly actor: Actor
  readonly role: Role
}

/** The server itself, for work that nobody asked for: boot, sweeps, recovering runs. */
export const SYSTEM: Principal = { actor: { kind: 'system', id: null, name: 'Rollcall' }, role: 'owner' }

export type DemoView = NonNullable<InstanceView['demo']>

/** What the demo caught instead of sending; newest first. */
export interface Mailbox {
  list(): CaughtEmailView[]
}

/** What came of letting the sample tenant push. */
export interface DemoProvisioningSummary {
  /** Null when the connection was not tested anew. */
  readonly test: { ok: boolean; detail: string | null } | null
  /** Null when the test failed. */
  readonly cycle: {
    kind: string
    outcome: string
    reason: string | null
    counts: object
    requests: number
    durationMs: number
  } | null
  readonly status: string
  /** People and groups that the tenant manages here. */
  readonly users: number
  readonly groups: number
  /** The latest refusals, oldest first. */
  readonly failures: { who: string; action: string; status: number | null; detail: string | null }[]
}

/** The demo's sample tenant as a SCIM client of this server. Input is parsed by whoever answers. */
export interface DemoProvisioning {
  /** Tests the connection and runs an initial cycle. */
  start(input: unknown): Promise<DemoProvisioningSummary>
  /** Sends what changed in the tenant since. Throws `not_found` before a start. */
  cycle(input: unknown): Promise<DemoProvisioningSummary>
}

/** What the surfaces need to answer. `deps.ts` makes the real one, tests make theirs. */
export interface AppDeps {
  readonly db: Database
  readonly log: Log
  readonly feed: EventFeed
  readonly walletWatch: WalletWatch
  readonly metrics: Metrics
  readonly scim: ScimPart
  /** Where people reach the server: an origin without a slash at the end. */
  readonly publicUrl: string
  /** True when people reach the server over https: cookies are Secure and HSTS is sent. */
  readonly secure: boolean
  readonly version: string
  /** Sample values and sign-in without a password; null in production. */
  readonly demo: DemoView | null
  /** The demo's mail catcher; null in production. */
  readonly mailbox: Mailbox | null
  /** The demo's sample tenant pushing people here; null in production. */
  readonly demoProvisioning: DemoProvisioning | null
  now(): Date
  /** The context of one request or job. */
  contextFor(principal: Principal, log?: Log): Context
}
