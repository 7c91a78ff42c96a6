import { linkToken, publicLinkView, type PublicLinkView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { parseInput } from '../errors.ts'
import { findLink, linkState } from './find-link.ts'

const schema = z.object({ token: linkToken })

/** What the holder of a link is shown: whose account, from whom, until when, or why it no longer works. */
export async function getPublicLink({ ctx, input }: Call<z.input<typeof schema>>): Promise<PublicLinkView> {
  const { token } = parseInput(schema, input)
  const link = await findLink(ctx.db.client, token)
  const state = linkState(link, ctx.now())
  return publicLinkView.parse({
    kind: link.kind,
    state,
    name: state === 'open' ? link.person.name : null,
    role: state === 'open' ? link.person.role : null,
    sentBy: link.sentBy,
    expiresAt: link.expiresAt.toISOString(),
  } satisfies Record<keyof PublicLinkView, unknown>)
}
