import type { Context } from '../context.ts'
import { isRecord, readFacts } from '../events/event-facts.ts'

interface DisabledRow {
  id: string
  status: string
  disabledBy: string | null
  disabledRunId: string | null
  disabledAt: Date | null
}

/** Why the account is disabled, in a sentence made from stored facts; null when it is active. */
export async function findDisabledReason(
  ctx: Pick<Context, 'db'>,
  user: DisabledRow,
): Promise<string | null> {
  if (user.status !== 'disabled') return null
  const when = user.disabledAt ? ` on ${user.disabledAt.toISOString().slice(0, 10)}` : ''
  if (user.disabledBy === 'person')
    return `Disabled${await byWhom(ctx, user.id)}${when}. A sync does not undo this.`
  if (user.disabledRunId === null) {
    const pushed = await findPushReason(ctx, user.id)
    if (pushed !== null)
      return `Disabled by provisioning by ${pushed.connection}${when}. ${pushed.why}`.trim()
  }
  const reason = user.disabledRunId ? await findRunReason(ctx, user.id, user.disabledRunId) : null
  return `Disabled by a sync${when}. ${reason ?? 'The directory says that this account is disabled.'}`
}

/** What can have disabled someone: a request that said so, or the one that brought them in disabled. */
const DISABLING = ['disabled', 'deactivated', 'created', 'linked']

async function findPushReason(ctx: Pick<Context, 'db'>, userId: string) {
  const event = await ctx.db.client.event.findFirst({
    where: {
      userId,
      type: 'scim.user.received',
      OR: DISABLING.map((outcome) => ({ data: { path: ['outcome'], equals: outcome } })),
    },
    orderBy: { id: 'desc' },
    select: { data: true },
  })
  if (!event) return null
  const facts = readFacts('', event.data)
  return { connection: facts.text('connection', 'a connection'), why: facts.text('why', '') }
}

async function byWhom(ctx: Pick<Context, 'db'>, userId: string): Promise<string> {
  const event = await ctx.db.client.event.findFirst({
    where: { userId, type: 'user.disabled' },
    orderBy: { id: 'desc' },
    select: { actor: true },
  })
  const name = isRecord(event?.actor) ? event.actor['name'] : null
  return typeof name === 'string' ? ` by ${name}` : ' by a person'
}

async function findRunReason(
  ctx: Pick<Context, 'db'>,
  userId: string,
  runId: string,
): Promise<string | null> {
  const change = await ctx.db.client.syncChange.findFirst({
    where: { userId, runId, kind: { in: ['create', 'disable', 'deactivate'] } },
    orderBy: { seq: 'desc' },
    select: { reason: true },
  })
  return change?.reason ?? null
}
