import { claimOverviewView, role, userId, type ClaimOverviewView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { NO_SMTP, SMTP_KEY } from '../mail/require-smtp.ts'
import { EMAILED_CLAIM_SELECT, toEmailedClaimView } from '../mail/to-emailed-claim-view.ts'
import type { Opener } from './opener.ts'
import { refuseEmail, refuseQr } from './refuse-claim.ts'
import { toClaimView } from './to-claim-view.ts'
import { WALLET_SELECT } from './wallet-row.ts'

const schema = z.object({ userId })
const SHOWN_LINKS = 5
const NEWEST = [{ createdAt: 'desc' }, { id: 'desc' }] as const

/** What the claim card of a person shows. */
export async function getClaimOverview({
  ctx,
  input,
  opener,
}: Call<z.input<typeof schema>> & { opener: Opener | null }): Promise<ClaimOverviewView> {
  const { userId: id } = parseInput(schema, input)
  const { client } = ctx.db
  const user = await client.user.findUnique({
    where: { id },
    select: { name: true, email: true, role: true, status: true, registeredAt: true },
  })
  if (!user) throw notFound('person')
  const session = await client.walletSession.findFirst({
    where: { userId: id, purpose: 'claim' },
    orderBy: [...NEWEST],
    select: WALLET_SELECT,
  })
  const links = await client.claimLink.findMany({
    where: { userId: id },
    orderBy: [...NEWEST],
    take: SHOWN_LINKS,
    select: EMAILED_CLAIM_SELECT,
  })
  const smtp = await client.setting.count({ where: { key: SMTP_KEY } })
  const person = { ...user, role: role.parse(user.role), registered: user.registeredAt !== null }
  return claimOverviewView.parse({
    session: session && (await toClaimView(ctx, session, opener)),
    links: links.map((link) => toEmailedClaimView(link, ctx.now())),
    emailBlocked: refuseEmail(person, { email: user.email, noSmtp: smtp === 0 ? NO_SMTP : null }),
    qrBlocked: refuseQr(person, ctx.role)?.message ?? null,
  } satisfies Record<keyof ClaimOverviewView, unknown>)
}
