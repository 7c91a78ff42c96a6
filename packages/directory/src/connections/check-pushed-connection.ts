import { countExternalIds, countRecentAnswers, countScimResources } from '@rollcall/db'
import type { CheckReport, CheckResult } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { toScimBaseUrl } from '../provisioning/scim-base-url.ts'
import { judgePushedConnection } from './judge-pushed-connection.ts'

const DAY_MS = 86_400_000

/** What is known of a connection that is pushed to: nobody can be asked, so stored facts have to do. */
export async function checkPushedConnection(
  ctx: Pick<Context, 'db' | 'now' | 'publicUrl'>,
  id: string,
): Promise<CheckReport> {
  const { client } = ctx.db
  const now = ctx.now()
  const row = await client.connection.findFirst({
    where: { id, sandbox: false },
    select: { scimFirstCallAt: true, scimLastCallAt: true },
  })
  if (!row) throw notFound('connection')
  const counts = (await countScimResources(client, [id], now)).get(id)
  const checks = judgePushedConnection({
    now,
    baseUrl: toScimBaseUrl(ctx.publicUrl, id),
    firstCallAt: row.scimFirstCallAt,
    lastCallAt: row.scimLastCallAt,
    tokens: await client.scimToken.findMany({
      where: { connectionId: id, revokedAt: null },
      select: { name: true, expiresAt: true, lastUsedAt: true },
    }),
    answers: await countRecentAnswers(client, {
      connectionId: id,
      since: new Date(now.getTime() - DAY_MS),
    }),
    externalIds: await countExternalIds(client, id),
  })
  return {
    status: worstOf(checks),
    checkedAt: now.toISOString(),
    tenant: null,
    counts: { users: counts?.users ?? 0, groups: counts?.groups ?? 0 },
    checks,
  }
}

function worstOf(checks: readonly CheckResult[]): CheckReport['status'] {
  const found = new Set(checks.map((check) => check.status))
  return found.has('fail') ? 'fail' : found.has('warn') ? 'warn' : 'pass'
}
