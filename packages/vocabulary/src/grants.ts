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

const note = z
  .string()
  .trim()
  .max(500)
  .regex(/^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$/u, { error: 'Write the note without control characters.' })
  .transform((text) => (text === '' ? null : text))

export const grantInput = z
  .object({
    userId,
    capability,
    note: note.nullable().default(null),
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
  /** `ended`: the person was disabled. A time that has passed reads as `expired` at once. */
  state: grantState,
  grantedBy: z.string(),
  grantedAt: instant,
  expiresAt: instant.nullable(),
  endedAt: instant.nullable(),
})
export type GrantView = z.infer<typeof grantView>

/** Query strings carry booleans as text. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])

/** Everything the person ever held with `all`, otherwise what they hold now. */
export const grantListInput = z.object({ userId, all: flag.default(false) })
