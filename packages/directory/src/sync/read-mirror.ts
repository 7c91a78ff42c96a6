import { listPresentPeople } from '@rollcall/db'
import { remirrorScimUsers } from '../provisioning/remirror-scim-users.ts'
import { ReadingState } from './reading-state.ts'
import type { RunSession } from './run-session.ts'

const PAGE = 50_000

/**
 * Everyone whom a client has pushed, for a plan that compares them with the people here. The mirror is brought up to the
 * stored resources first, which heals one that an edit of the attributes left behind half done.
 */
export async function readMirror(session: RunSession): Promise<ReadingState> {
  const { client } = session.ctx.db
  await remirrorScimUsers({ ctx: session.ctx, connectionId: session.connection.id })
  const present: number[] = []
  for (let after = -1; ;) {
    const page = await client.$transaction((tx) => listPresentPeople(tx, session.connection.id, after, PAGE))
    for (const ordinal of page) present.push(ordinal)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return ReadingState.ofMirror(present)
    after = last
  }
}
