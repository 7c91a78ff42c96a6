import { expect, test } from 'vitest'
import type { MailFailure, SmtpAccess } from './mailer.ts'
import { toMailProblem } from './to-mail-problem.ts'

const SERVER = {
  host: 'smtp.example.com',
  port: 587,
  tls: 'starttls',
  from: 'Rollcall <rollcall@example.com>',
} as const satisfies Partial<SmtpAccess>

/** Every failure with what it says; a failure that is not here does not compile. */
const SENTENCES: Record<MailFailure, [answer: string | null, detail: string, hint: string]> = {
  dns: [
    null,
    'No mail server called smtp.example.com was found.',
    'Check the host for typing errors. If it is right, the name cannot be looked up from this machine.',
  ],
  refused: [
    null,
    'Nothing accepts connections at smtp.example.com:587.',
    'Check host and port, that the mail server runs, and that no firewall is in the way.',
  ],
  timeout: [
    null,
    'smtp.example.com:587 did not answer in time.',
    'Check host and port. Firewalls and hosting providers often block outgoing mail ports; ask whether yours does.',
  ],
  silent: [
    null,
    'smtp.example.com:587 accepted the connection but never greeted.',
    'Ports like 465 expect encryption from the first byte: choose implicit TLS, or the port for STARTTLS, usually 587.',
  ],
  dropped: [
    null,
    'smtp.example.com:587 ended the connection in the middle.',
    'Try again. If it happens again, the server may not accept connections from this address; its log says why.',
  ],
  tls_unavailable: [
    '502 Command not implemented',
    'smtp.example.com:587 does not offer STARTTLS, so nothing was sent.',
    'Use the port for STARTTLS, usually 587, or implicit TLS, usually on port 465.',
  ],
  tls_protocol: [
    'wrong version number',
    'smtp.example.com:587 and this server could not agree on encryption.',
    'The mail server may only know versions of TLS that are no longer safe; it has to offer TLS 1.2 or newer.',
  ],
  certificate_expired: [
    'certificate has expired',
    'The certificate of smtp.example.com:587 has expired or is not valid yet.',
    'Whoever runs the mail server has to renew its certificate. Check the clock of this machine, too.',
  ],
  certificate_name: [
    'altnames do not match',
    'The certificate of smtp.example.com:587 belongs to another name than smtp.example.com.',
    'Enter the host name that the certificate was made for; an IP address is hardly ever in it.',
  ],
  certificate_untrusted: [
    'self-signed certificate',
    'The certificate of smtp.example.com:587 is self-signed or comes from an authority that this machine does not trust.',
    'Give the mail server a certificate of a public authority, or start this server with NODE_EXTRA_CA_CERTS naming the file of yours.',
  ],
  auth: [
    '535 5.7.8 Bad credentials',
    'smtp.example.com:587 did not accept the username and password: "535 5.7.8 Bad credentials".',
    'Enter both again. Providers with a second factor want an app password in place of the usual one.',
  ],
  password_lost: [
    null,
    'The stored password for smtp.example.com:587 cannot be opened with the key of this server.',
    'Enter the password again under Email (SMTP).',
  ],
  sender: [
    '553 5.7.1 Not yours',
    'smtp.example.com:587 does not let rollcall@example.com send: "553 5.7.1 Not yours".',
    'Use a from address that this account may send as.',
  ],
  relay: [
    '554 5.7.1 Relay access denied',
    'smtp.example.com:587 does not pass on messages to this address: "554 5.7.1 Relay access denied".',
    'It may want a username and password first, or it only takes messages for its own domain. Its administrator can allow this server.',
  ],
  recipient: [
    '550 5.1.1 User unknown',
    'smtp.example.com:587 refused the recipient: "550 5.1.1 User unknown".',
    'Check the email address of this person.',
  ],
  message: [
    '554 5.7.1 Looks like spam',
    'smtp.example.com:587 refused the message: "554 5.7.1 Looks like spam".',
    "The server's words say why; often it takes the sender for a stranger. Its administrator can allow the from address.",
  ],
  busy: [
    '452 4.5.3 Too many',
    'smtp.example.com:587 asked to try again later: "452 4.5.3 Too many".',
    'Often a limit on messages per minute or day was reached; waiting helps.',
  ],
  unknown: [
    null,
    'Sending through smtp.example.com:587 did not work.',
    'Check the settings. The log of the mail server may say more.',
  ],
}

test.each(Object.keys(SENTENCES) as MailFailure[])('%s has its sentences', (failure) => {
  const [answer, detail, hint] = SENTENCES[failure]
  expect(toMailProblem(failure, SERVER, answer)).toEqual({ detail, hint })
})

test('the hint follows the encryption that was chosen', () => {
  const implicit = { ...SERVER, port: 465, tls: 'implicit' } as const
  expect(toMailProblem('tls_protocol', implicit, null).hint).toBe(
    'The port does not seem to be encrypted from the first byte: choose STARTTLS, or the port for implicit TLS, usually 465.',
  )
  expect(toMailProblem('silent', implicit, null).hint).toBe('Check that a mail server listens on this port.')
})

test('a server that said nothing is not quoted, a bare sender is named, and an IPv6 address has brackets', () => {
  expect(toMailProblem('auth', SERVER, '').detail).toBe(
    'smtp.example.com:587 did not accept the username and password.',
  )
  const other = { ...SERVER, host: '::1', from: 'people@example.com' }
  expect(toMailProblem('sender', other, null).detail).toBe('[::1]:587 does not let people@example.com send.')
})
