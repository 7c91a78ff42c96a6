/** What a message says, before it is laid out. Every text is plain; laying out escapes it. */
export interface Letter {
  readonly subject: string
  readonly greeting: string
  readonly opening: string
  /** What to do, in order. */
  readonly steps: readonly string[]
  readonly button: { readonly label: string; readonly url: string }
  /** Until when the link works. */
  readonly ends: string
  /** What to do when the message comes as a surprise. */
  readonly unexpected: string
}

export interface MessageBody {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** The same words as text and as HTML: one narrow table, inline styles, no pictures and nothing loaded from anywhere. */
export function layOut(letter: Letter): MessageBody {
  return { subject: letter.subject, text: toText(letter), html: toHtml(letter) }
}

function toText({ greeting, opening, steps, button, ends, unexpected }: Letter): string {
  const numbered = steps.map((step, index) => `${index + 1}. ${step}`)
  return `${[greeting, opening, numbered.join('\n'), `${button.label}:\n${button.url}`, ends, unexpected].join('\n\n')}\n`
}

const FONT =
  "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5"
/** Programs that know dark mode get darker paper with lighter ink; the others show the inline colours on their own paper. */
const DARK = [
  ':root{color-scheme:light dark}',
  '@media (prefers-color-scheme:dark){',
  '.page{background:#141517!important}.card{background:#1f2023!important}',
  '.ink{color:#e9e9eb!important}.faint{color:#a9abb0!important}.link{color:#8fb8ff!important}}',
].join('')

function toHtml({ subject, greeting, opening, steps, button, ends, unexpected }: Letter): string {
  const url = escapeHtml(button.url)
  const paragraph = (text: string, kind: 'ink' | 'faint' = 'ink') =>
    `<p class="${kind}" style="margin:0 0 16px;color:${kind === 'ink' ? '#1f2023' : '#5c5f66'}">${text}</p>`
  const items = steps.map((step) => `<li style="margin:0 0 8px">${escapeHtml(step)}</li>`).join('')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title><style>${DARK}</style></head>
<body class="page" style="margin:0;padding:24px 12px;background:#f1f3f5">
<table role="presentation" align="center" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;margin:0 auto">
<tr><td class="card" style="padding:32px;background:#ffffff;border-radius:12px;${FONT}">
${paragraph(escapeHtml(greeting))}
${paragraph(escapeHtml(opening))}
<ol class="ink" style="margin:0 0 16px;padding-left:22px;color:#1f2023">${items}</ol>
<p style="margin:0 0 20px"><a href="${url}" style="display:inline-block;padding:12px 20px;background:#1c5fd1;color:#ffffff;text-decoration:none;border-radius:8px;font-weight:600">${escapeHtml(button.label)}</a></p>
${paragraph(`If the button does nothing, open this address:<br><a class="link" href="${url}" style="color:#1c5fd1;word-break:break-all">${url}</a>`)}
${paragraph(escapeHtml(ends))}
${paragraph(escapeHtml(unexpected), 'faint')}
</td></tr></table></body></html>
`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** What ends a line, hides, or turns the direction of what follows has no place in a name; joiners of letters do. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu
const LONGEST_NAME = 80

/** A name as it may stand in a sentence or a header: on one line and not endless. */
export function toPlainName(name: string): string {
  const plain = name.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim()
  const signs = Array.from(plain)
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME - 1).join('')}…` : plain
}

/** `Sunday, 29 November 2026 at 12:00 UTC (7 days from now)`. */
export function toEndOfLink(expiresAt: Date, now: Date): string {
  const day = expiresAt.toLocaleDateString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const time = expiresAt.toISOString().slice(11, 16)
  const hours = Math.max(1, Math.round((expiresAt.getTime() - now.getTime()) / 3_600_000))
  const days = Math.round(hours / 24)
  const left =
    hours < 24 ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : `${days} ${days === 1 ? 'day' : 'days'}`
  return `${day.replace(/^(\p{L}+) /u, '$1, ')} at ${time} UTC (${left} from now)`
}
