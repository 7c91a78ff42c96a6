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
 * Where sending went wrong. `recipient` is about this address and `message` about this text; everything else is about
 * the server or how to reach it, so that the next message would fail as well.
 */
export type MailFailure =
  /** The host name has no address. */
  | 'dns'
  /** Nothing accepts connections there. */
  | 'refused'
  /** No answer in time. */
  | 'timeout'
  /** Connected, but the server never greeted. */
  | 'silent'
  /** The connection ended in the middle. */
  | 'dropped'
  /** STARTTLS was asked for and the server does not offer it. */
  | 'tls_unavailable'
  /** The two sides do not speak the same form of TLS, or one of them none. */
  | 'tls_protocol'
  | 'certificate_expired'
  /** The certificate belongs to another name. */
  | 'certificate_name'
  /** Self-signed, or signed by an authority that this machine does not know. */
  | 'certificate_untrusted'
  | 'auth'
  /** The stored password was sealed with a key that this server does not have. */
  | 'password_lost'
  | 'sender'
  /** The server does not pass on messages to other domains for us. */
  | 'relay'
  | 'recipient'
  | 'message'
  /** It asked to try later. */
  | 'busy'
  | 'unknown'

export type Delivery =
  | { readonly outcome: 'sent' }
  | {
      readonly outcome: 'failed'
      readonly failure: MailFailure
      /** Trying again later can help without anyone changing anything. */
      readonly temporary: boolean
      /** The mail server's or the network's own words, free of credentials; null when there are none. */
      readonly answer: string | null
    }

/** Hands messages to a mail server. Never throws for what a mail server or a network can do. */
export interface Mailer {
  send(access: SmtpAccess, message: Message): Promise<Delivery>
}
