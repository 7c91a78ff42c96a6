import { getSmtp, updateSmtp, type Context } from '@rollcall/directory'

const CATCHER = {
  host: '127.0.0.1',
  from: 'Rollcall demo <rollcall@rollcall.example>',
  tls: 'none',
} as const

/**
 * Sends the demo's email to its own mail catcher, which listens on another port at every start. A mail server that
 * someone has entered themselves stays.
 */
export async function pointSmtpAtCatcher(ctx: Context, port: number): Promise<void> {
  const { smtp } = await getSmtp({ ctx, input: {} })
  const isCatcher = smtp === null || (smtp.host === CATCHER.host && smtp.from === CATCHER.from)
  if (isCatcher) await updateSmtp({ ctx, input: { ...CATCHER, port } })
}
