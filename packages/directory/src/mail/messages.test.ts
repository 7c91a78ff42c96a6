import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LinkMessage, toClaimLinkMessage } from './claim-link-message.ts'
import { toInvitationMessage } from './invitation-message.ts'
import { toEndOfLink, toPlainName } from './letter.ts'
import { toSmtpTestMessage } from './smtp-test-message.ts'

const MESSAGE: LinkMessage = {
  name: 'Ada Lovelace',
  sentBy: 'Ingrid Solheim',
  url: 'https://rollcall.example/claim/rc_abc-DEF_123',
  expiresAt: new Date('2026-11-29T08:30:00Z'),
  now: new Date('2026-11-22T08:30:00Z'),
}

const MESSAGES = [
  ['a claim link', toClaimLinkMessage, 'Claim your Rollcall account'],
  ['an invitation', toInvitationMessage, 'Ingrid Solheim invites you to Rollcall'],
] as const

describe.each(MESSAGES)('%s', (_name, write, subject) => {
  test('says to whom, from whom, what to do and until when, as text and as HTML', () => {
    const message = write(MESSAGE)
    expect(message.subject).toBe(subject)
    for (const form of [message.text, message.html]) {
      for (const words of [
        'Hello Ada Lovelace,',
        'Ingrid Solheim',
        MESSAGE.url,
        'Sunday, 29 November 2026 at 08:30 UTC (7 days from now)',
        'Scan the QR code with the wallet',
        'did not expect this message',
      ]) {
        expect(form).toContain(words)
      }
    }
    expect(message.text).toMatch(/1\. .+\n2\. .+\n3\. .+/)
    expect(message.text).toContain(`\n${MESSAGE.url}\n`)
    expect(message.html.split(`href="${MESSAGE.url}"`)).toHaveLength(3)
    expect(message.html.match(/<li/g)).toHaveLength(3)
  })

  test('loads nothing from anywhere and runs nothing', () => {
    const { html } = write(MESSAGE)
    expect(html).not.toMatch(/<img|<script|<link|<iframe|url\(|@import|\son\w+=/i)
    const addresses = [...html.matchAll(/https?:\/\/[^"<\s]+/g)].map((match) => match[0])
    expect(new Set(addresses)).toEqual(new Set([MESSAGE.url]))
    expect(html).toContain('prefers-color-scheme:dark')
  })

  test('names are never more than names', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&</td>\r\nBcc: eve@evil.example\r\n\r\n\u202eReset'
    const { subject: line, text, html } = write({ ...MESSAGE, name: hostile, sentBy: hostile })
    expect(line).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<img')
    expect(html).not.toContain('</td>"')
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;&#60;/td&#62;')
    expect(text).not.toMatch(/^Bcc:/m)
    expect(`${line}${text}${html}`).not.toContain('\u202e')
  })

  test('whatever the names are, the page keeps its shape and the link its place', () => {
    const tagsOf = (html: string) => html.match(/<[a-z/!][^>]*>/gi)
    const plain = tagsOf(write({ ...MESSAGE, sentBy: 'X' }).html)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, sentBy) => {
        const { subject: line, text, html } = write({ ...MESSAGE, name, sentBy })
        expect(tagsOf(html)).toEqual(plain)
        expect(text.split('\n')).toHaveLength(write(MESSAGE).text.split('\n').length)
        expect(line).not.toMatch(/[\r\n]/)
      }),
    )
  })
})

test('a long name is cut, and joined signs stay joined', () => {
  expect(toPlainName('x'.repeat(200))).toBe(`${'x'.repeat(79)}…`)
  expect(toPlainName('  Ada \t\n Lovelace ')).toBe('Ada Lovelace')
  expect(toPlainName('👩\u200d🚀 علی\u200cرضا')).toBe('👩\u200d🚀 علی\u200cرضا')
})

test.each([
  ['2026-11-22T09:30:00Z', '1 hour'],
  ['2026-11-22T08:31:00Z', '1 hour'],
  ['2026-11-23T07:30:00Z', '23 hours'],
  ['2026-11-23T08:30:00Z', '1 day'],
  ['2026-11-25T20:00:00Z', '4 days'],
])('a link until %s ends %s from now', (until, left) => {
  expect(toEndOfLink(new Date(until), MESSAGE.now)).toMatch(new RegExp(` UTC \\(${left} from now\\)$`))
})

test('the test message says where it comes from', () => {
  const { text, html } = toSmtpTestMessage({ sentBy: 'A <b>', publicUrl: 'https://rollcall.example' })
  expect(text).toBe(
    'Rollcall at https://rollcall.example can send email. A <b> asked for this test; there is nothing to do.\n',
  )
  expect(html).toContain('A &#60;b&#62; asked')
})
