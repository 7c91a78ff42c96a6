import type { AttentionItem, ConnectionView } from '@rollcall/vocabulary'
import { toTokenStand, type TokenTimes } from '../provisioning/token-in-use.ts'
import { daysLeft, FIRST_WARNING_MS } from '../schedules/expiry-threshold.ts'

const DAY_MS = 86_400_000

/** A token that nobody has revoked. */
export interface UnrevokedToken extends TokenTimes {
  readonly connectionId: string
}

/** Why nobody can push to a connection, or soon cannot; at most one thing, the one to do first. Pure. */
export function findPushAttention(
  connection: ConnectionView,
  tokens: readonly UnrevokedToken[],
  now: Date,
): AttentionItem[] {
  if (connection.kind !== 'scim') return []
  const own = tokens.filter((token) => token.connectionId === connection.id)
  const { live, inUse, ended } = toTokenStand(own, now)
  const href = `/settings/integrations/scim/${connection.id}`
  const name = connection.displayName
  if (live === 0) return [ended ? toEnded(name, ended, href) : toNoToken(name, href)]
  const expiring = inUse ? toExpiring(name, inUse, now, href) : []
  return expiring.length > 0 ? expiring : toNeverCalled(connection, now, href)
}

function toEnded(name: string, { expiresAt }: TokenTimes, href: string): AttentionItem {
  const on = expiresAt ? ` on ${toDay(expiresAt)}` : ''
  const text = `The token of ${name} expired${on}, and no other one works. Create a token and give it to the client: it is refused until then.`
  return { kind: 'push_token_expired', text, href, count: null }
}

function toNoToken(name: string, href: string): AttentionItem {
  const text = `${name} has no token that works, so no client can come in. Create one and give it to the client.`
  return { kind: 'push_no_token', text, href, count: null }
}

function toExpiring(name: string, token: TokenTimes, now: Date, href: string): AttentionItem[] {
  const end = token.expiresAt
  if (end === null || end.getTime() - now.getTime() > FIRST_WARNING_MS) return []
  const days = daysLeft(end, now)
  const left = days === 1 ? 'within a day' : `in ${days} days`
  const text = `The token ${token.name} of ${name} expires ${left}, on ${toDay(end)}. Create another one and give it to the client before then.`
  return [{ kind: 'push_token_expiring', text, href, count: days }]
}

function toNeverCalled(connection: ConnectionView, now: Date, href: string): AttentionItem[] {
  const age = now.getTime() - new Date(connection.createdAt).getTime()
  if (connection.scim?.firstCallAt !== null || age <= DAY_MS) return []
  const text = `No client has come in to ${connection.displayName} yet. Finish its setup in the client.`
  return [{ kind: 'push_never_called', text, href, count: null }]
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
