import { hashToken, newToken, type Database, type Prisma } from '@rollcall/db'
import type { SigningIdentity } from '@rollcall/vaultysid'
import type { ClaimView, EventType } from '@rollcall/vocabulary'
import { uuidv7 } from 'uuidv7'
import type { Opener } from '../claims/opener.ts'
import { startClaim } from '../claims/start-claim.ts'
import { startLogin } from '../claims/start-login.ts'
import type { Context } from '../context.ts'
import { makeUser } from './make-rows.ts'
import { createTestContext, TEST_NOW } from './test-context.ts'
import { runExchange } from './test-wallet.ts'

export interface WorldEvent {
  readonly type: EventType
  readonly actor: Prisma.JsonValue
  readonly data: Prisma.JsonObject
}

/** A server with a clock that the test turns, and people who have not claimed. */
export interface ClaimWorld {
  readonly ctx: Context
  /** Everything the verbs logged. */
  readonly logged: unknown[]
  pass(milliseconds: number): void
  person(values?: Partial<Prisma.UserUncheckedCreateInput>): Promise<string>
  /** Opens a QR as staff do, in a session of their own. */
  open(userId: string, opener?: Opener): Promise<ClaimView & { readonly qrText: string }>
  /** Someone who has claimed with a wallet. */
  claimed(wallet: SigningIdentity, values?: Partial<Prisma.UserUncheckedCreateInput>): Promise<string>
  /** A QR to sign in with, and the text of it. */
  signIn(opener?: Opener): Promise<{ id: string; qrText: string; opener: Opener }>
  /** Emails a link, or an invitation, and answers its token. */
  link(
    userId: string,
    values?: { kind?: 'claim' | 'invitation'; email?: string; expiresAt?: Date },
  ): Promise<{ id: string; token: string }>
  row(sessionId: string): Promise<Prisma.WalletSessionGetPayload<object>>
  user(userId: string): Promise<Prisma.UserGetPayload<object>>
  eventsOf(userId: string): Promise<WorldEvent[]>
}

export function newBrowser(): Opener {
  return { kind: 'browser', secret: newToken('rw') }
}

export function newSession(): Opener {
  return { kind: 'session', id: uuidv7() }
}

const DAY = 86_400_000

export function openClaimWorld(db: Database, overrides: Partial<Context> = {}): ClaimWorld {
  let now = TEST_NOW.getTime()
  const logged: unknown[] = []
  const note = (fields: object, message: string) => void logged.push({ fields, message })
  const log = { info: note, warn: note, error: note }
  const ctx = createTestContext(db, { now: () => new Date(now), log, ...overrides })
  const { client } = db
  const person: ClaimWorld['person'] = (values = {}) =>
    makeUser(db, { email: 'ada@contoso.example', ...values })
  return {
    ctx,
    logged,
    pass(milliseconds) {
      now += milliseconds
    },
    person,
    open: (userId, opener) => openQr(ctx, userId, opener),
    async claimed(wallet, values) {
      const userId = await person(values)
      const { qrText } = await openQr(ctx, userId)
      if (!(await runExchange({ ctx, qr: qrText, wallet })))
        throw new Error('The wallet did not get through.')
      return userId
    },
    async signIn(opener = newBrowser()) {
      const view = await startLogin({ ctx, input: {}, opener })
      return { id: view.id, qrText: view.qr[0]?.text ?? '', opener }
    },
    link: (userId, values) => makeLink(ctx, userId, values),
    row: (id) => client.walletSession.findUniqueOrThrow({ where: { id } }),
    user: (id) => client.user.findUniqueOrThrow({ where: { id } }),
    async eventsOf(userId) {
      const rows = await client.event.findMany({ where: { userId }, orderBy: { id: 'asc' } })
      return rows.map(toWorldEvent)
    },
  }
}

async function openQr(ctx: Context, userId: string, opener = newSession()): ReturnType<ClaimWorld['open']> {
  const view = await startClaim({ ctx, input: { userId }, opener })
  return { ...view, qrText: view.qrText ?? '' }
}

async function makeLink(
  ctx: Context,
  userId: string,
  values: Parameters<ClaimWorld['link']>[1] = {},
): ReturnType<ClaimWorld['link']> {
  const { kind = 'claim' } = values
  const { client } = ctx.db
  const person = await client.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } })
  const email = values.email ?? person.email ?? 'ada@contoso.example'
  const token = newToken(kind === 'claim' ? 'rc' : 'ri')
  const id = uuidv7()
  const createdAt = ctx.now()
  const expiresAt = values.expiresAt ?? new Date(createdAt.getTime() + 7 * DAY)
  const data = { id, userId, email, tokenHash: hashToken(token), createdAt, expiresAt }
  const sender = { kind: 'user', id: null, name: 'Grace Hopper' }
  if (kind === 'claim') await client.claimLink.create({ data: { ...data, createdBy: sender } })
  else await client.invitation.create({ data: { ...data, sentAt: createdAt, invitedBy: sender } })
  return { id, token: token.reveal() }
}

/** The event table holds what `emit` was given. */
function toWorldEvent(row: { type: string; actor: Prisma.JsonValue; data: Prisma.JsonValue }): WorldEvent {
  return row as unknown as WorldEvent
}
