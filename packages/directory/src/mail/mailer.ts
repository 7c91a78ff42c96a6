import type { Secret } from '@rollcall/db'
import type { SmtpTls } from '@rollcall/vocabulary'

/** A mail server and how to sign in there. */
export interface SmtpAccess {
  readonly host: string
  readonly port: number
  readonly username: string | null
  readonly password: Secret | null
  readonly from: string
  readonly tls: SmtpTls
}

export interface Message {
  /** The same for every attempt, so that a mail server that took it already can tell. */
  readonly messageId: string
  readonly to: { readonly name: string; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * Where sending went wrong. `recipient` is about this address alone; everything else is about the server, so that
 * the next message would fail as well.
 */
export type MailFailure =
  | 'dns'
  | 'refused'
  | 'timeout'
  | 'tls_unavailable'
  | 'certificate'
  | 'tls_protocol'
  | 'auth'
  | 'sender'
  | 'recipient'
  | 'message'
  | 'busy'
  | 'unknown'

export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'failed'
      readonly failure: MailFailure
      /** Trying again later can help. */
      readonly temporary: boolean
      /** The mail server's own words; null when it said nothing. */
      readonly answer: string | null
    }

/** Hands messages to a mail server. Never throws for what a mail server or a network can do. */
export interface Mailer {
  send(access: SmtpAccess, message: Message): Promise<Delivery>
}
