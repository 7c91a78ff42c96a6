import type { ExternalIdCounts, RecentAnswers } from '@rollcall/db'
import type { CheckId, CheckResult, CheckStatus } from '@rollcall/vocabulary'
import { toTokenStand, type TokenTimes } from '../provisioning/token-in-use.ts'
import { daysLeft, FIRST_WARNING_MS } from '../schedules/expiry-threshold.ts'

/** Everything stored that says whether a client can push, and does. */
export interface PushedConnectionFacts {
  readonly now: Date
  readonly baseUrl: string
  readonly firstCallAt: Date | null
  readonly lastCallAt: Date | null
  /** Tokens that nobody has revoked. */
  readonly tokens: readonly TokenTimes[]
  /** Of the last day. */
  readonly answers: RecentAnswers
  readonly externalIds: ExternalIdCounts
}

const DAY_MS = 86_400_000

/** Microsoft quarantines a job of which more than this share fails; a few failures say nothing yet. */
const QUARANTINE_SHARE = 0.4
const FEW_REQUESTS = 10

/** What can be seen of a connection that is pushed to, without asking its client anything. Pure. */
export function judgePushedConnection(facts: PushedConnectionFacts): CheckResult[] {
  return [
    judgeAddress(facts),
    judgeTokens(facts),
    judgeExpiry(facts),
    judgeFirstCall(facts),
    judgeLastCall(facts),
    judgeAnswers(facts),
    judgeExternalIds(facts),
  ]
}

function judgeAddress({ baseUrl }: PushedConnectionFacts): CheckResult {
  const { protocol, hostname } = new URL(baseUrl)
  const local = /^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname)
  if (protocol === 'https:' && !local) return result('address', 'pass', `Clients reach ${baseUrl}.`)
  return result(
    'address',
    'warn',
    `The address is ${baseUrl}, which Microsoft Entra cannot call.`,
    'Set PUBLIC_URL to an https address that is reachable from the internet, with a certificate of a public authority.',
  )
}

function judgeTokens({ tokens, now }: PushedConnectionFacts): CheckResult {
  const { live, inUse } = toTokenStand(tokens, now)
  if (live === 0) {
    const hint = 'Create a token and paste it into the client; Microsoft Entra calls it Secret Token.'
    return result('tokens', 'fail', 'No token opens this connection, so no client can come in.', hint)
  }
  const count = live === 1 ? '1 token opens' : `${live} tokens open`
  const used = inUse?.lastUsedAt
    ? ` The last one used is ${inUse.name}, on ${toDay(inUse.lastUsedAt)}.`
    : ' None was used yet.'
  return result('tokens', 'pass', `${count} this connection.${used}`)
}

function judgeExpiry({ tokens, now }: PushedConnectionFacts): CheckResult {
  const { inUse } = toTokenStand(tokens, now)
  if (!inUse) return result('token_expiry', 'skipped', 'There is no token that could expire.')
  const end = inUse.expiresAt
  if (end === null) return result('token_expiry', 'pass', `${inUse.name} works until it is revoked.`)
  if (end.getTime() - now.getTime() > FIRST_WARNING_MS) {
    return result('token_expiry', 'pass', `${inUse.name} works until ${toDay(end)}.`)
  }
  const days = daysLeft(end, now)
  return result(
    'token_expiry',
    'warn',
    `${inUse.name}, the token in use, expires ${days === 1 ? 'within a day' : `in ${days} days`}, on ${toDay(end)}.`,
    'Create another token, paste it into the client, and revoke this one when the new one is in use.',
  )
}

function judgeFirstCall({ firstCallAt }: PushedConnectionFacts): CheckResult {
  if (firstCallAt) return result('first_call', 'pass', `The first request came on ${toMinute(firstCallAt)}.`)
  return result(
    'first_call',
    'warn',
    'No client has come in yet.',
    'Paste base URL and token into the client and let it test the connection. In Microsoft Entra: Provisioning, Test Connection.',
  )
}

function judgeLastCall({ lastCallAt, now }: PushedConnectionFacts): CheckResult {
  if (!lastCallAt) return result('last_call', 'skipped', 'No client has come in yet.')
  const text = `The last request came on ${toMinute(lastCallAt)}.`
  if (now.getTime() - lastCallAt.getTime() <= DAY_MS) return result('last_call', 'pass', text)
  return result(
    'last_call',
    'warn',
    text,
    'Microsoft Entra calls about every 40 minutes. Look whether provisioning was stopped there, or is in quarantine.',
  )
}

function judgeAnswers({ answers }: PushedConnectionFacts): CheckResult {
  const { total, refused, failed, lastWhy } = answers
  if (total === 0) return result('answers', 'skipped', 'No request came in the last day.')
  const bad = refused + failed
  if (bad === 0) {
    return result('answers', 'pass', `${countRequests(total)} came in the last day, and none was refused.`)
  }
  const last = lastWhy === null ? '' : ` The last: ${lastWhy}`
  const text = `${bad} of ${countRequests(total)} in the last day ${bad === 1 ? 'was' : 'were'} refused or failed.${last}`
  const many = total >= FEW_REQUESTS && bad / total > QUARANTINE_SHARE
  const hint = many
    ? 'Microsoft Entra puts a job into quarantine when this goes on. Look at the requests with problems, and change what they name.'
    : 'Look at the requests with problems: each says what was wrong.'
  return result('answers', many ? 'fail' : 'warn', text, hint)
}

function judgeExternalIds({ externalIds }: PushedConnectionFacts): CheckResult {
  const { users, objectIds, sample } = externalIds
  if (users === 0) return result('external_id', 'skipped', 'No people were pushed yet.')
  const text = `${objectIds} of ${users === 1 ? '1 person' : `${users} people`} have an object id as externalId.`
  if (objectIds * 2 >= users) return result('external_id', 'pass', text)
  const example = sample === null ? '' : ` One has "${sample}".`
  return result(
    'external_id',
    'warn',
    `${text}${example}`,
    'If the client is Microsoft Entra, map objectId to externalId before its first cycle: later changes lose the link between people and their accounts. Other clients have ids of their own; then all is well.',
  )
}

const LABELS = {
  address: 'Address',
  tokens: 'Tokens',
  token_expiry: 'Expiry of the token',
  first_call: 'First request',
  last_call: 'Last request',
  answers: 'Refused requests',
  external_id: 'External IDs',
} as const satisfies Partial<Record<CheckId, string>>

function result(
  id: keyof typeof LABELS,
  status: CheckStatus,
  detail: string,
  hint: string | null = null,
): CheckResult {
  return { id, label: LABELS[id], status, detail, hint, link: null, evidence: {}, durationMs: 0 }
}

function countRequests(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}

function toMinute(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' at ')} UTC`
}
