import { type UserDetailView, userId } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { DirectoryError, parseInput } from '../errors.ts'
import { getUser } from './get-user.ts'

const schema = z.object({ id: userId })

/** The same as `getUser`, but `not_found` for someone who can already sign in. */
export async function getUnclaimedUser({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<UserDetailView> {
  const query = parseInput(schema, input)
  const user = await getUser({ ctx, input: query })
  if (user.registeredAt === null) return user
  throw new DirectoryError(
    'not_found',
    `${user.name} has already claimed the account. Look among the registered people.`,
  )
}
