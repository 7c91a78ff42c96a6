import { countInvitations, pageInvitations } from '@rollcall/db'
import { invitationListInput, type InvitationView, type Page } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { decodeCursor, encodeCursor, takePage } from '../paging/cursor.ts'
import { readInvitationViews } from './read-invitation-views.ts'

const place = z.object({ id: z.uuid() })

/** Invitations of one or every state, newest first; the search looks in names and addresses. */
export async function listInvitations({
  ctx,
  input,
}: Call<z.input<typeof invitationListInput>>): Promise<Page<InvitationView>> {
  const query = parseInput(invitationListInput, input)
  const after = decodeCursor(place, query.cursor)
  const filter = { state: query.state, search: query.search, now: ctx.now() }
  const { client } = ctx.db
  const ids = await pageInvitations(client, {
    ...filter,
    after: after?.id ?? null,
    limit: query.limit + 1,
  })
  const { page, last } = takePage(ids, query.limit)
  return {
    items: await readInvitationViews(ctx, page),
    total: await countInvitations(client, filter),
    nextCursor: last && encodeCursor({ id: last }),
  }
}
