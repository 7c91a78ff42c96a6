import * as z from 'zod'

/** A variable that is missing or wrong. The message names it and says what to do. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
}

const port = z.coerce.number({ error: 'must be a number' }).int().min(0).max(65_535)
const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'must be a full address like https://rollcall.example.org',
})
const origin = httpUrl
  .refine((text) => !URL.canParse(text) || (new URL(text).pathname === '/' && !/[?#]/.test(text)), {
    error: 'must be an address without a path, like https://rollcall.example.org',
  })
  .transform((text) => (URL.canParse(text) ? new URL(text).origin : text))
const endpoint = httpUrl.transform((text) => text.replace(/\/+$/, ''))

const envSchema = z.object({
  PORT: port.default(4000),
  HOST: z.string().max(255).default('0.0.0.0'),
  PUBLIC_URL: origin.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres:// or postgresql://' })
    .optional(),
  DATA_DIR: z.string().default('./data'),
  SECRET_KEY: z.string().optional(),
  OWNER_API_KEY: z
    .string()
    .min(32, { error: 'must have at least 32 characters; make one with: openssl rand -base64 32' })
    .optional(),
  ENTRA_AUTHORITY_HOST: endpoint.default('https://login.microsoftonline.com'),
  GRAPH_ROOT: endpoint.default('https://graph.microsoft.com'),
  ENTRA_CA_FILE: z.string().optional(),
  HTTPS_PROXY: httpUrl.optional(),
  WALLET_URL: endpoint.default('https://wallet.vaultys.net'),
  PEERJS_HOST: z.string().optional(),
  PROCESS_ROLE: z.enum(['all', 'web', 'worker'], { error: 'must be all, web or worker' }).default('all'),
  SCIM_RATE_LIMIT: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100_000).default(100),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'must be fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
})

export type Env = Omit<z.infer<typeof envSchema>, 'PUBLIC_URL'> & {
  /** Where people reach the server; an origin. */
  PUBLIC_URL: string
}

/** The settings of this process. Throws `EnvError`, which names every variable that is wrong. */
export function readEnv(overrides: Record<string, string> = {}): Env {
  return parseEnv({ ...process.env, ...overrides })
}

/** An empty variable counts as unset. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const set = Object.entries(variables).flatMap(([name, value]) => {
    const text = value?.trim() ?? ''
    return text === '' ? [] : [[name, text] as const]
  })
  const result = envSchema.safeParse(Object.fromEntries(set))
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`)
    throw new EnvError(`The server cannot start. ${lines.join(' ')}`)
  }
  const env = result.data
  if (env.DATABASE_URL && !env.SECRET_KEY) {
    throw new EnvError(
      'The server cannot start. SECRET_KEY must be set together with DATABASE_URL, so that every process seals secrets with the same key. Make one with: openssl rand -base64 32',
    )
  }
  return { ...env, PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}` }
}
