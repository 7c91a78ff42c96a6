import { escapeHtml, type MessageBody, toPlainName } from './letter.ts'

/** What a test of the mail server sends. */
export function toSmtpTestMessage(test: {
  readonly sentBy: string
  readonly publicUrl: string
}): MessageBody {
  const sender = toPlainName(test.sentBy)
  const text = `Rollcall at ${test.publicUrl} can send email. ${sender} asked for this test; there is nothing to do.`
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Test message</title></head>
<body><p>${escapeHtml(text)}</p></body></html>
`
  return { subject: 'Test message from Rollcall', text: `${text}\n`, html }
}
