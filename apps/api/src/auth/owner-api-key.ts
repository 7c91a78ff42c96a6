import { hashToken } from '@rollcall/db'
import type { Context } from '@rollcall/directory'

/** Marks the key that the environment gives, in `createdBy` of a key that belongs to nobody. */
export const ENVIRONMENT = 'environment'

/** Makes the stored environment key agree with OWNER_API_KEY; a changed or removed variable retires the old key. */
export async function applyOwnerApiKey(ctx: Context, key: string | null): Promise<void> {
  const mine = { userId: null, createdBy: ENVIRONMENT }
  const tokenHash = key === null ? null : hashToken(key)
  await ctx.db.change(async (tx) => {
    await tx.apiKey.deleteMany({ where: tokenHash ? { ...mine, NOT: { tokenHash } } : mine })
    if (!tokenHash) return
    const now = ctx.now()
    await tx.apiKey.createMany({
      data: [
        {
          id: ctx.newId(),
          name: 'OWNER_API_KEY',
          role: 'owner',
          prefix: 'from env',
          tokenHash,
          createdAt: now,
          ...mine,
        },
      ],
      skipDuplicates: true,
    })
  })
}
