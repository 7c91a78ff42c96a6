import { type Database, hashToken } from '@rollcall/db'
import type { Context } from '../context.ts'
import { openEmailToken } from '../mail/email-token.ts'
import { createTestContext, TEST_NOW } from './test-context.ts'

const SMTP = {
  host: 'smtp.example',
  port: 587,
  username: null,
  passwordSealed: null,
  from: 'rollcall@rollcall.example',
  tls: 'starttls',
}

/** A database with a mail server set up, and a clock that the test turns. */
export interface InvitationWorld {
  readonly ctx: Context
  /** The same for someone else. */
  as(overrides: Pick<Partial<Context>, 'actor' | 'role'>): Context
  pass(milliseconds: number): void
  /** Tokens in messages that have not gone out, and whether each opens the invitation as it is stored now. */
  waitingTokens(invitationId: string): Promise<{ token: string; opens: boolean }[]>
  /** The token of the message that waits. */
  tokenOf(invitationId: string): Promise<string>
  /** Types of what the history tells about someone, in order. */
  eventsOf(userId: string): Promise<string[]>
}

export async function openInvitationWorld(db: Database): Promise<InvitationWorld> {
  let now = TEST_NOW.getTime()
  const base = { now: () => new Date(now) }
  const ctx = createTestContext(db, base)
  await db.client.setting.upsert({
    where: { key: 'smtp' },
    create: { key: 'smtp', value: SMTP },
    update: { value: SMTP },
  })
  const waitingTokens: InvitationWorld['waitingTokens'] = async (invitationId) => {
    const { tokenHash } = await db.client.invitation.findUniqueOrThrow({ where: { id: invitationId } })
    const rows = await db.client.email.findMany({ where: { invitationId, tokenSealed: { not: null } } })
    return rows.map((row) => {
      const token = openEmailToken(ctx, row.id, row.tokenSealed ?? new Uint8Array())
      return { token: token.reveal(), opens: Buffer.from(tokenHash).equals(hashToken(token)) }
    })
  }
  return {
    ctx,
    waitingTokens,
    as: (overrides) => createTestContext(db, { ...base, ...overrides }),
    pass(milliseconds) {
      now += milliseconds
    },
    async tokenOf(invitationId) {
      const [waiting] = await waitingTokens(invitationId)
      if (!waiting) throw new Error('No message with a link waits.')
      return waiting.token
    },
    async eventsOf(userId) {
      const rows = await db.client.event.findMany({ where: { userId }, orderBy: { id: 'asc' } })
      return rows.map((row) => row.type)
    },
  }
}
