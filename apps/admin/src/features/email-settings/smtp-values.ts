import { smtpInput, type SmtpInput, type SmtpTls, type SmtpView } from '@rollcall/vocabulary'
import { schemaErrors } from '../../lib/schema-errors.ts'

/** What the form holds. An empty password of stored settings means: keep the one there is. */
export interface SmtpValues {
  host: string
  /** Empty while the field is. */
  port: number | ''
  username: string
  password: string
  from: string
  tls: SmtpTls
}

/** The port that each way of encrypting is usually offered on. */
export const USUAL_PORTS: Record<SmtpTls, number> = { starttls: 587, implicit: 465, none: 25 }

export function toSmtpValues(smtp: SmtpView | null): SmtpValues {
  if (smtp === null) {
    return { host: '', port: USUAL_PORTS.starttls, username: '', password: '', from: '', tls: 'starttls' }
  }
  const { host, port, username, from, tls } = smtp
  return { host, port, username: username ?? '', password: '', from, tls }
}

/** What is sent. Without a user name there is nothing that a password could belong to. */
export function toSmtpInput(values: SmtpValues, hasPassword: boolean): SmtpInput {
  const { host, port, from, tls } = values
  const username = values.username.trim() === '' ? null : values.username.trim()
  const settings = { host: host.trim(), port: Number(port), username, from: from.trim(), tls }
  if (username === null) return { ...settings, password: null }
  if (values.password !== '') return { ...settings, password: values.password }
  return hasPassword ? settings : { ...settings, password: null }
}

/**
 * True when the stored password belongs to another server or user than the ones now typed. It is never sent there, so
 * it has to be entered again.
 */
export function asksForPassword(values: SmtpValues, stored: SmtpView | null): boolean {
  if (!stored?.hasPassword || values.username.trim() === '') return false
  return (
    values.host.trim() !== stored.host ||
    values.port !== stored.port ||
    values.username.trim() !== (stored.username ?? '')
  )
}

/** What is wrong, by the names of the fields. */
export function toSmtpErrors(stored: SmtpView | null) {
  const check = schemaErrors(smtpInput)
  return (values: SmtpValues): Record<string, string> => {
    const port = values.port === '' ? undefined : values.port
    const errors = check({ ...toSmtpInput(values, stored?.hasPassword ?? false), port })
    if (errors['port'] !== undefined && port !== undefined)
      errors['port'] = 'Enter a port between 1 and 65535, usually 587 or 465.'
    return { ...toSignInErrors(values, stored), ...errors }
  }
}

/** What the server refuses about signing in, told beside the field before anything is sent. */
function toSignInErrors(values: SmtpValues, stored: SmtpView | null): Record<string, string> {
  const { password, host, tls } = values
  if (values.username.trim() === '')
    return password === '' ? {} : { username: 'Enter the user name that the password belongs to.' }
  const errors: Record<string, string> = {}
  if (tls === 'none' && host.trim() !== '' && !isThisMachine(host))
    errors['tls'] =
      'A password is not sent unencrypted to another machine. Choose an encrypted way, or leave the user name empty.'
  if (password !== '') return errors
  if (asksForPassword(values, stored))
    errors['password'] =
      'Enter the password again. The stored one is only ever sent to the server and user it was entered for.'
  else if (!stored?.hasPassword)
    errors['password'] = 'Enter the password, or leave the user name empty as well.'
  return errors
}

/** The port for another way of encrypting: it follows until someone has typed one of their own. */
export function toFollowingPort(
  port: SmtpValues['port'],
  before: SmtpTls,
  after: SmtpTls,
): SmtpValues['port'] {
  return port === '' || port === USUAL_PORTS[before] ? USUAL_PORTS[after] : port
}

/** A remark when the port is known for another way of encrypting; null otherwise. */
export function toPortRemark({ port, tls }: Pick<SmtpValues, 'port' | 'tls'>): string | null {
  if (port === USUAL_PORTS.implicit && tls !== 'implicit')
    return 'Port 465 usually speaks implicit TLS. If the test fails, choose that.'
  if (port === USUAL_PORTS.starttls && tls === 'implicit')
    return 'Port 587 usually speaks STARTTLS. If the test fails, choose that.'
  return null
}

/** True for a name or address of the machine the server itself runs on. */
export function isThisMachine(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host.trim())
}
