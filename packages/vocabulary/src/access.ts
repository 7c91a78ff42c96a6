import * as z from 'zod'
import { apiKeyId, instant, userId } from './ids.ts'
import { role } from './roles.ts'

const email = z.email({ error: 'Enter a complete email address.' }).max(320)
const newPassword = z
  .string()
  .min(12, { error: 'Use at least 12 characters.' })
  .max(256, { error: 'Use at most 256 characters.' })

export const setupInput = z
  .object({
    code: z.string().trim().min(1, { error: 'Enter the setup code from the server log.' }).max(100),
    name: z.string().trim().min(1, { error: 'Enter your name.' }).max(256),
    email,
    password: newPassword,
  })
  .strict()

export const signInInput = z
  .object({
    email: z.string().trim().min(1, { error: 'Enter your email.' }).max(320),
    password: z.string().min(1, { error: 'Enter your password.' }).max(256),
  })
  .strict()

/** Demo mode only: sign in as a made-up person of this role. */
export const demoSignInInput = z.object({ role: z.enum(['owner', 'operator', 'member']) }).strict()

export const meView = z.object({
  id: userId,
  name: z.string(),
  email: z.string().nullable(),
  role,
})
export type MeView = z.infer<typeof meView>

/** What the console must know before anyone has signed in. */
export const instanceView = z.object({
  needsSetup: z.boolean(),
  demo: z
    .object({
      /** Values that the connection form is filled with, so that Check and Sync work at once. */
      connection: z.object({
        displayName: z.string(),
        directoryId: z.string(),
        clientId: z.string(),
        clientSecret: z.string(),
      }),
    })
    .nullable(),
  version: z.string(),
  publicUrl: z.string(),
})
export type InstanceView = z.infer<typeof instanceView>

export const sessionView = z.object({
  id: z.uuid(),
  current: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant,
  userAgent: z.string().nullable(),
  ip: z.string().nullable(),
})

export const apiKeyView = z.object({
  id: apiKeyId,
  name: z.string(),
  role,
  /** First characters of the key, to tell keys apart. */
  prefix: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  expiresAt: instant.nullable(),
})
export type ApiKeyView = z.infer<typeof apiKeyView>

export const createApiKeyInput = z
  .object({
    name: z
      .string({ error: 'Give the key a name.' })
      .trim()
      .min(1, { error: 'Give the key a name.' })
      .max(120),
    role: role.default('admin'),
    /** Whole days; null keeps the key until it is deleted. */
    expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
  })
  .strict()

/** The only time the key itself is shown. */
export const createdApiKeyView = apiKeyView.extend({ key: z.string() })
