import type { Delivery, MailFailure, SmtpAccess } from '@rollcall/directory'
import * as z from 'zod'
import { cleanAnswer } from './clean-answer.ts'

type FailedDelivery = Extract<Delivery, { outcome: 'failed' }>

/** What nodemailer (lib/errors, smtp-connection) and Node put on an error; anything may be absent. */
const mailError = z.object({
  message: z.string().catch(''),
  code: z.string().catch(''),
  /** Code of the system or of OpenSSL, where nodemailer put its own in front. */
  originalCode: z.string().catch(''),
  command: z.string().catch(''),
  response: z.string().catch(''),
  responseCode: z.number().catch(0),
  timeoutType: z.string().catch(''),
})
type MailError = z.infer<typeof mailError>

/** What a failed attempt means. Never throws, whatever was thrown. */
export function toFailedDelivery(thrown: unknown, access: SmtpAccess): FailedDelivery {
  const error = mailError.catch(NOTHING).parse(toFields(thrown))
  const failure = toMailFailure(error)
  const words = error.response || (SAYS_ITSELF.has(failure) ? '' : error.message)
  return {
    outcome: 'failed',
    failure,
    temporary: PASSES.has(failure),
    answer: cleanAnswer(words, access),
  }
}

const NOTHING: MailError = {
  message: '',
  code: '',
  originalCode: '',
  command: '',
  response: '',
  responseCode: 0,
  timeoutType: '',
}

/** Properties of an error are not all its own and enumerable, so they are named. */
function toFields(thrown: unknown): Record<string, unknown> {
  if (typeof thrown !== 'object' || thrown === null) return { message: String(thrown) }
  return Object.fromEntries(Object.keys(NOTHING).map((key) => [key, Reflect.get(thrown, key)]))
}

/** These get better without anyone doing anything. */
const PASSES = new Set<MailFailure>(['dns', 'refused', 'timeout', 'silent', 'dropped', 'busy', 'unknown'])
/** Where the words of the library would add nothing to the sentence. */
const SAYS_ITSELF = new Set<MailFailure>(['dns', 'refused', 'timeout', 'silent', 'dropped'])

/** First what the network said, then what the server said, by the command it answered. */
function toMailFailure(error: MailError): MailFailure {
  return toTlsFailure(error) ?? toServerFailure(error) ?? toNetworkFailure(error) ?? 'unknown'
}

/** Codes of Node, tls: X.509 certificate error codes. */
const CERTIFICATES: Readonly<Record<string, MailFailure>> = {
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
  HOSTNAME_MISMATCH: 'certificate_name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate_untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate_untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate_untrusted',
  CERT_UNTRUSTED: 'certificate_untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate_untrusted',
  CERT_CHAIN_TOO_LONG: 'certificate_untrusted',
  CERT_REJECTED: 'certificate_untrusted',
  CERT_REVOKED: 'certificate_untrusted',
  INVALID_CA: 'certificate_untrusted',
  INVALID_PURPOSE: 'certificate_untrusted',
}

function toTlsFailure({ code, originalCode, command }: MailError): MailFailure | null {
  for (const one of [originalCode, code]) {
    const certificate = CERTIFICATES[one]
    if (certificate) return certificate
    if (one === 'EPROTO' || one.startsWith('ERR_SSL_') || one.startsWith('ERR_TLS_')) return 'tls_protocol'
  }
  if (code !== 'ETLS') return null
  return command === 'STARTTLS' ? 'tls_unavailable' : 'tls_protocol'
}

/** SMTP replies (RFC 5321, 4.2.1): 4yz asks to try later; 530 wants a sign-in first (RFC 4954, 6). */
function toServerFailure({ code, command, response, responseCode }: MailError): MailFailure | null {
  if (responseCode >= 400 && responseCode < 500) return 'busy'
  if (code === 'EAUTH' || code === 'ENOAUTH' || responseCode === 530) return 'auth'
  if (code === 'EMESSAGE' || command === 'DATA') return 'message'
  if (code !== 'EENVELOPE') return null
  if (command === 'MAIL FROM') return 'sender'
  return /relay/i.test(response) ? 'relay' : 'recipient'
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EACCES'])

function toNetworkFailure({ code, originalCode, timeoutType }: MailError): MailFailure | null {
  const codes = [code, originalCode]
  if (codes.includes('EDNS') || codes.includes('ENOTFOUND')) return 'dns'
  if (timeoutType === 'GREETING_TIMEOUT') return 'silent'
  if (codes.includes('ETIMEDOUT') || code === 'EABORT') return 'timeout'
  if (codes.some((one) => UNREACHABLE.has(one))) return 'refused'
  const isDropped = ['ECONNECTION', 'ECONNRESET', 'EPIPE', 'ESOCKET'].some((one) => codes.includes(one))
  return isDropped ? 'dropped' : null
}
