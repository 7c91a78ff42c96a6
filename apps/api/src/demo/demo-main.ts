import { loadOrCreateSecretKey } from '@rollcall/db'
import { startEmulator, type Emulator, type TenantHandle } from '@rollcall/entra-emulator'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pretty from 'pino-pretty'
import { SYSTEM, type DemoView } from '../app-deps.ts'
import { readEnv, type Env } from '../env.ts'
import { createLogger } from '../logger.ts'
import { startServer } from '../server.ts'
import { closeOnSignal } from '../signals.ts'
import { exitWithSentence } from '../exit-with-sentence.ts'
import { createDemoProvisioning } from './demo-provisioning.ts'
import { choosePort, readPorts, writePorts } from './demo-ports.ts'
import { pointSmtpAtCatcher } from './demo-smtp.ts'
import { startMailCatcher } from './mail-catcher.ts'

/** The sample company: the same people, groups and secrets at every start. */
const SEED = 20_261_121
const PEOPLE = 500
/** The demo speaks to its own tenant and seals with its own key, whatever the shell has set; a database may be given. */
const ALWAYS = { HTTPS_PROXY: '', PROCESS_ROLE: 'all' }

await main().catch((error: unknown) => exitWithSentence(error))

async function main(): Promise<void> {
  const { DATA_DIR: dataDir, HOST: host, PORT: port } = readEnv({ ...ALWAYS, DATABASE_URL: '' })
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const secretKey = await loadOrCreateSecretKey(dataDir)
  const last = await readPorts(dataDir)
  const emulator = await startEmulator({
    port: await choosePort([last?.emulator], '127.0.0.1'),
    seed: SEED,
    caDir: join(dataDir, 'certificates'),
    tenants: [{ people: PEOPLE }],
  })
  const env = readEnv({
    ...ALWAYS,
    SECRET_KEY: secretKey.reveal(),
    PORT: String(await choosePort([port, last?.server], host)),
    ENTRA_AUTHORITY_HOST: emulator.origin,
    GRAPH_ROOT: emulator.origin,
    ENTRA_CA_FILE: emulator.caFile,
  })
  const logger = createLogger(
    env.LOG_LEVEL,
    pretty({ colorize: process.stdout.isTTY, ignore: 'pid,hostname,service' }),
  )
  const catcher = await startMailCatcher({ log: logger, now: () => new Date() })
  const demoProvisioning = createDemoProvisioning({
    tenant: sampleTenant(emulator),
    publicUrl: env.PUBLIC_URL,
  })
  const server = await startServer({
    env,
    logger,
    demo: toDemoView(emulator),
    mailbox: catcher,
    demoProvisioning,
  })
  await pointSmtpAtCatcher(server.deps.contextFor(SYSTEM), catcher.port)
  await writePorts(dataDir, { emulator: Number(new URL(emulator.origin).port), server: server.port })
  closeOnSignal(async () => {
    await server.close()
    await catcher.close()
    await emulator.close()
  }, logger)
  process.stdout.write(welcome(env))
}

/** What the console fills the connection form with. The secret opens nothing but the made-up tenant. */
function toDemoView(emulator: Emulator): DemoView {
  const tenant = sampleTenant(emulator)
  const registration = tenant.apps[0]
  if (!registration) throw new Error('The sample tenant has no app registration.')
  return {
    connection: {
      displayName: `${tenant.displayName} Entra ID`,
      directoryId: tenant.tenantId,
      clientId: registration.clientId,
      clientSecret: registration.secret,
    },
  }
}

function sampleTenant(emulator: Emulator): TenantHandle {
  const tenant = emulator.tenants[0]
  if (!tenant) throw new Error('The demo started without a sample tenant.')
  return tenant
}

function welcome(env: Env): string {
  return `
  Rollcall is running at ${env.PUBLIC_URL}

  Sign in there with one click. A sample Microsoft Entra tenant with ${PEOPLE} people is ready to be connected.
  Email goes nowhere: it is caught, and shown at ${env.PUBLIC_URL}/demo/mailbox.
  The tenant can also push people over SCIM: create a SCIM connection, copy its base URL and token, and run
  curl -H 'x-csrf: 1' -H 'content-type: application/json' ${env.PUBLIC_URL}/demo/provisioning \\
    -d '{"baseUrl": "…", "token": "…"}'
  ${toPlace(env)}
  Press Ctrl-C to stop.

`
}

function toPlace({ DATABASE_URL, DATA_DIR }: Env): string {
  const folder = resolve(DATA_DIR)
  return DATABASE_URL
    ? `Everything you do is kept in the database you named; its key and certificates are in ${folder}.`
    : `Everything you do is kept in ${folder}; delete that folder to start afresh.`
}
