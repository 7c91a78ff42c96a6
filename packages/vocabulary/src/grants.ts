import * as z from 'zod'
import { grantId, instant, userId } from './ids.ts'

/** Words that other parts of the control plane understand, like `deploy:production`. */
export const capability = z
  .string({ error: 'Name the capability, like deploy:production.' })
  .trim()
  .regex(/^[a-z0-9](?:[a-z0-9._:/-]{0,118}[a-z0-9*])?$/, {
    error:
      'A capability is made of small letters, digits and . _ : / - and has at most 120 characters, like deploy:production.',
  })

export const grantState = z.enum(['active', 'expired', 'revoked', 'ended'])
export type GrantState = z.infer<typeof grantState>

export const grantInput = z
  .object({
    userId,
    capability,
    note: z.string().trim().max(500).nullable().default(null),
    /** When it ends by itself; null never. */
    expiresAt: instant.nullable().default(null),
  })
  .strict()
export type GrantInput = z.infer<typeof grantInput>

export const grantView = z.object({
  id: grantId,
  userId,
  capability: z.string(),
  note: z.string().nullable(),
  /** `ended`: the person was disabled. */
  state: grantState,
  grantedBy: z.string(),
  grantedAt: instant,
  expiresAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type GrantView = z.infer<typeof grantView>

export const grantListInput = z.object({ userId, all: z.boolean().default(false) })
