import type { Context } from '../context.ts'

/** The Message-ID (RFC 5322, 3.6.4) of a row of the outbox: the same at every attempt. */
export function toMessageId(ctx: Pick<Context, 'publicUrl'>, id: string): string {
  return `<${id}@${new URL(ctx.publicUrl).hostname.replace(/^\[|\]$/g, '')}>`
}
