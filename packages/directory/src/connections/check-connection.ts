import { type CheckReport, type CheckResult, connectionId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { liftPause } from '../schedules/lift-pause.ts'
import { checkPushedConnection } from './check-pushed-connection.ts'
import { openConnectionSource, SOURCE_SELECT, type SourceRow } from './open-connection-source.ts'
import { rememberExpiry } from './remember-expiry.ts'

const schema = z.object({ id: connectionId })

export interface CheckConnectionInput {
  id: string
  signal?: AbortSignal | undefined
  /** Called as each check ends, for a live view. */
  onResult?: ((result: CheckResult) => void) | undefined
}

/**
 * Runs every check against the directory and keeps the report, and when the credential ends if the directory told. A
 * failed check is an answer, not an error; one that works lets a schedule go on that was paused for its credentials.
 * Of a connection that is pushed to, the checks look at what is stored.
 */
export async function checkConnection({ ctx, input }: Call<CheckConnectionInput>): Promise<CheckReport> {
  const { id } = parseInput(schema, { id: input.id })
  const connection = await ctx.db.client.connection.findFirst({
    where: { id, sandbox: false },
    select: { ...SOURCE_SELECT, kind: true, secretReplacedAt: true },
  })
  if (!connection) throw notFound('connection')
  const report =
    connection.kind === 'scim'
      ? await checkPushedConnection(ctx, id)
      : await askDirectory(ctx, connection, input)
  if (connection.kind === 'scim') for (const result of report.checks) input.onResult?.(result)

  await ctx.db.change(async (tx, emit) => {
    const stored = await tx.connection.updateMany({ where: { id }, data: { lastCheck: report } })
    if (stored.count === 0) throw notFound('connection')
    emit({
      type: 'connection.checked',
      actor: ctx.actor,
      connectionId: id,
      data: { connection: connection.displayName, status: report.status },
    })
    await rememberExpiry(tx, connection, report)
    if (report.status !== 'fail') await liftPause({ ctx, tx, emit, connectionId: id, reason: 'credentials' })
  })
  return report
}

async function askDirectory(
  ctx: Context,
  connection: SourceRow,
  { signal = new AbortController().signal, onResult }: CheckConnectionInput,
): Promise<CheckReport> {
  const source = openConnectionSource({ ctx, connection })
  const report = await source.check({ signal, ...(onResult ? { onResult } : {}) })
  if (signal.aborted) {
    throw new DirectoryError('unavailable', 'The check was stopped before it finished. Start it again.')
  }
  return report
}
