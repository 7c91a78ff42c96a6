import type { Database, KeyRing, Tx } from '@rollcall/db'
import type { SigningIdentity } from '@rollcall/vaultysid'
import type { Actor, OpenSource, Role, RunId } from '@rollcall/vocabulary'
import type { Mailer } from './mail/mailer.ts'

/** Structured log lines; the composition root decides where they go. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** How wallets reach this server, and who it is to them. */
export interface WalletAccess {
  /** Where a link for the wallet begins, without a slash at the end. */
  readonly walletUrl: string
  /** Address of the HTTP relay, without the token. */
  readonly relayUrl: string
  /** Host name under which wallets find `/peerjs` on port 443; null when they cannot. */
  readonly peerHost: string | null
  /** The server's own identity, made at the first use. */
  identity(): Promise<SigningIdentity>
}

/** Everything a verb may reach for. No verb touches a clock, randomness or the outside by any other way. */
export interface Context {
  readonly db: Database
  readonly keys: KeyRing
  readonly openSource: OpenSource
  /** Who asked, for events; and the role they hold, for rules that depend on it. */
  readonly actor: Actor
  readonly role: Role
  readonly log: Log
  readonly mailer: Mailer
  readonly wallet: WalletAccess
  /** Where people reach the server: an origin without a slash at the end. */
  readonly publicUrl: string
  now(): Date
  /** From the system's secure source. */
  randomBytes(length: number): Uint8Array
  /** UUIDv7, so that ids sort by creation. */
  newId(): string
  /** Puts a run in the job queue inside the transaction that made it: no run without a job, no job without a run. */
  enqueueRun(tx: Tx, runId: RunId): Promise<void>
  /** What this process remembers of SCIM tokens and rules is asked for again at the next request. Called after the commit. */
  forgetScimAccess(): void
  /** Wakes the mail worker once the transaction has committed; what is to be sent is in the outbox. */
  enqueueMail(tx: Tx): Promise<void>
}

/** How every verb is called; `input` is parsed on its first line. */
export interface Call<Input> {
  readonly ctx: Context
  readonly input: Input
}
