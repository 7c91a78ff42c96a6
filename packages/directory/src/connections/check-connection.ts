import { type CheckReport, type CheckResult, connectionId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { liftPause } from '../schedules/lift-pause.ts'
import { openConnectionSource, SOURCE_SELECT } from './open-connection-source.ts'
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
 */
export async function checkConnection({ ctx, input }: Call<CheckConnectionInput>): Promise<CheckReport> {
  const { id } = parseInput(schema, { id: input.id })
  const connection = await ctx.db.client.connection.findUnique({
    where: { id },
    select: { ...SOURCE_SELECT, secretReplacedAt: true },
  })
  if (!connection) throw notFound('connection')

  const signal = input.signal ?? new AbortController().signal
  const source = openConnectionSource({ ctx, connection })
  const report = await source.check({ signal, ...(input.onResult ? { onResult: input.onResult } : {}) })
  if (signal.aborted) {
    throw new DirectoryError('unavailable', 'The check was stopped before it finished. Start it again.')
  }

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
