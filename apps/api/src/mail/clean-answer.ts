import type { SmtpAccess } from '@rollcall/directory'

const LONGEST = 300

/**
 * A mail server's words on one line and not endless, without the password in any form that it is sent in: as it is, or
 * in base64 alone or with the username (RFC 4616). Null when nothing is left.
 */
export function cleanAnswer(
  words: string,
  { username, password }: Pick<SmtpAccess, 'username' | 'password'>,
): string | null {
  const secret = password?.reveal() ?? ''
  const forms = secret === '' ? [] : [secret, base64(secret), base64(`\0${username ?? ''}\0${secret}`)]
  const clean = forms
    .reduce((text, form) => text.replaceAll(form, '[secret]'), words)
    // Whatever follows AUTH on a line that a server repeats is a secret or part of one.
    .replace(/\bAUTH\s+(PLAIN|LOGIN)\s+\S+/gi, 'AUTH $1 [secret]')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  if (clean === '') return null
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
