import { lockConnection } from '@rollcall/db'
import { connectionId, type ConnectionView } from '@rollcall/vocabulary'
import * as z from 'zod'
import { getConnection } from '../connections/get-connection.ts'
import type { Call } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { liftPause } from './lift-pause.ts'

const schema = z.object({ id: connectionId })

/** Lets a paused schedule go on with its next slot. One that is not paused stays as it is, so resuming twice is the same as once. */
export async function resumeSchedule({ ctx, input }: Call<z.input<typeof schema>>): Promise<ConnectionView> {
  const { id } = parseInput(schema, input)
  await ctx.db.change(async (tx, emit) => {
    if (!(await lockConnection(tx, id))) throw notFound('connection')
    const { displayName, scheduleCron } = await tx.connection.findUniqueOrThrow({
      where: { id },
      select: { displayName: true, scheduleCron: true },
    })
    if (scheduleCron === null) {
      throw new DirectoryError(
        'conflict',
        `${displayName} has no schedule to resume. Set one in its rules first.`,
      )
    }
    await liftPause({ ctx, tx, emit, connectionId: id })
  })
  return getConnection({ ctx, input: { id } })
}
