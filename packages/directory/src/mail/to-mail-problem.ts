import type { MailFailure, SmtpAccess } from './mailer.ts'

export interface MailProblem {
  /** What happened, in a sentence. */
  readonly detail: string
  /** What to do about it, in a sentence. */
  readonly hint: string
}

/** Host, port and encryption are enough to say what went wrong; credentials are never part of a sentence. */
type MailServer = Pick<SmtpAccess, 'host' | 'port' | 'tls' | 'from'>

interface Failed {
  /** Host and port, as people write them. */
  readonly at: string
  readonly server: MailServer
  /** What the server said, to follow a colon; a full stop when it said nothing. */
  readonly said: string
}

/** What a failure means in plain words, with the host, the port and the fix. */
export function toMailProblem(failure: MailFailure, server: MailServer, answer: string | null): MailProblem {
  const said = answer === null || answer === '' ? '.' : `: "${answer}".`
  return PROBLEMS[failure]({ at: toPlace(server), server, said })
}

const PROBLEMS = {
  dns: ({ server }) => ({
    detail: `No mail server called ${server.host} was found.`,
    hint: 'Check the host for typing errors. If it is right, the name cannot be looked up from this machine.',
  }),
  refused: ({ at }) => ({
    detail: `Nothing accepts connections at ${at}.`,
    hint: 'Check host and port, that the mail server runs, and that no firewall is in the way.',
  }),
  timeout: ({ at }) => ({
    detail: `${at} did not answer in time.`,
    hint: 'Check host and port. Firewalls and hosting providers often block outgoing mail ports; ask whether yours does.',
  }),
  silent: ({ at, server }) => ({
    detail: `${at} accepted the connection but never greeted.`,
    hint:
      server.tls === 'implicit'
        ? 'Check that a mail server listens on this port.'
        : 'Ports like 465 expect encryption from the first byte: choose implicit TLS, or the port for STARTTLS, usually 587.',
  }),
  dropped: ({ at }) => ({
    detail: `${at} ended the connection in the middle.`,
    hint: 'Try again. If it happens again, the server may not accept connections from this address; its log says why.',
  }),
  tls_unavailable: ({ at }) => ({
    detail: `${at} does not offer STARTTLS, so nothing was sent.`,
    hint: 'Use the port for STARTTLS, usually 587, or implicit TLS, usually on port 465.',
  }),
  tls_protocol: ({ at, server }) => ({
    detail: `${at} and this server could not agree on encryption.`,
    hint:
      server.tls === 'implicit'
        ? 'The port does not seem to be encrypted from the first byte: choose STARTTLS, or the port for implicit TLS, usually 465.'
        : 'The mail server may only know versions of TLS that are no longer safe; it has to offer TLS 1.2 or newer.',
  }),
  certificate_expired: ({ at }) => ({
    detail: `The certificate of ${at} has expired or is not valid yet.`,
    hint: 'Whoever runs the mail server has to renew its certificate. Check the clock of this machine, too.',
  }),
  certificate_name: ({ at, server }) => ({
    detail: `The certificate of ${at} belongs to another name than ${server.host}.`,
    hint: 'Enter the host name that the certificate was made for; an IP address is hardly ever in it.',
  }),
  certificate_untrusted: ({ at }) => ({
    detail: `The certificate of ${at} is self-signed or comes from an authority that this machine does not trust.`,
    hint: 'Give the mail server a certificate of a public authority, or start this server with NODE_EXTRA_CA_CERTS naming the file of yours.',
  }),
  auth: ({ at, said }) => ({
    detail: `${at} did not accept the username and password${said}`,
    hint: 'Enter both again. Providers with a second factor want an app password in place of the usual one.',
  }),
  password_lost: ({ at }) => ({
    detail: `The stored password for ${at} cannot be opened with the key of this server.`,
    hint: 'Enter the password again under Email (SMTP).',
  }),
  sender: ({ at, server, said }) => ({
    detail: `${at} does not let ${toAddress(server.from)} send${said}`,
    hint: 'Use a from address that this account may send as.',
  }),
  relay: ({ at, said }) => ({
    detail: `${at} does not pass on messages to this address${said}`,
    hint: 'It may want a username and password first, or it only takes messages for its own domain. Its administrator can allow this server.',
  }),
  recipient: ({ at, said }) => ({
    detail: `${at} refused the recipient${said}`,
    hint: 'Check the email address of this person.',
  }),
  message: ({ at, said }) => ({
    detail: `${at} refused the message${said}`,
    hint: "The server's words say why; often it takes the sender for a stranger. Its administrator can allow the from address.",
  }),
  busy: ({ at, said }) => ({
    detail: `${at} asked to try again later${said}`,
    hint: 'Often a limit on messages per minute or day was reached; waiting helps.',
  }),
  unknown: ({ at, said }) => ({
    detail: `Sending through ${at} did not work${said}`,
    hint: 'Check the settings. The log of the mail server may say more.',
  }),
} as const satisfies Record<MailFailure, (failed: Failed) => MailProblem>

function toAddress(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from
}

/** Host and port; an IPv6 address stands in brackets. */
export function toPlace({ host, port }: Pick<SmtpAccess, 'host' | 'port'>): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`
}
