import type { Log } from '@rollcall/directory'
import type { CaughtEmailView } from '@rollcall/vocabulary'
import PostalMime, { type Address } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { Mailbox } from '../app-deps.ts'

const KEPT = 200

export interface MailCatcher extends Mailbox {
  readonly port: number
  close(): Promise<void>
}

/** A mail server on a free port of this machine that passes nothing on: what it takes is shown in the demo. */
export async function startMailCatcher(options: {
  log: Pick<Log, 'warn'>
  now: () => Date
  /** How many messages are kept; older ones are forgotten. */
  kept?: number
}): Promise<MailCatcher> {
  const { log, now, kept = KEPT } = options
  const caught: CaughtEmailView[] = []
  let count = 0
  const keep = async (source: Buffer) => {
    count += 1
    const id = String(count)
    caught.unshift(await toCaught(source, { id, receivedAt: now() }))
    caught.splice(kept)
  }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 500,
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
      stream.on('end', () => {
        keep(Buffer.concat(chunks)).catch((error: unknown) =>
          log.warn({ err: error }, 'A message that the demo caught could not be read.'),
        )
        callback(null)
      })
    },
  })
  const port = await listen(server)
  server.on('error', (error) => log.warn({ err: error }, 'The mail catcher of the demo had a problem.'))
  return {
    port,
    list: () => [...caught],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    const net = server.listen(0, '127.0.0.1', () => {
      server.off('error', reject)
      const address = net.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

async function toCaught(
  source: Buffer,
  { id, receivedAt }: { id: string; receivedAt: Date },
): Promise<CaughtEmailView> {
  const mail = await PostalMime.parse(source)
  return {
    id,
    from: mail.from ? toText(mail.from) : '',
    to: (mail.to ?? []).map(toText),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
    receivedAt: receivedAt.toISOString(),
  }
}

function toText({ name, address }: Address): string {
  if (!address) return name
  return name === '' ? address : `${name} <${address}>`
}
