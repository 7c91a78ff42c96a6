import { parseArgs } from 'node:util'
import { startEmulator } from './server.ts'

const USAGE = `Starts a fake Microsoft Entra tenant on this machine and prints how to reach it, as JSON on one line.

  --port <n>      port to listen on (default: a free one)
  --people <n>    how many people the tenant has (default 500)
  --seed <n>      another seed gives other people (default 1)
  --ca-dir <dir>  keep the certificate authority here between runs
`

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0) return number
  throw new Error(`--${name} needs a whole number, not '${value}'.`)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      people: { type: 'string' },
      seed: { type: 'string' },
      'ca-dir': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help === true) {
    process.stdout.write(USAGE)
    return
  }
  const port = wholeNumber('port', values.port)
  const people = wholeNumber('people', values.people)
  const seed = wholeNumber('seed', values.seed)
  const emulator = await startEmulator({
    ...(port === undefined ? {} : { port }),
    ...(seed === undefined ? {} : { seed }),
    ...(values['ca-dir'] === undefined ? {} : { caDir: values['ca-dir'] }),
    tenants: [people === undefined ? {} : { people }],
  })
  const { origin, caFile, tenants } = emulator
  const [tenant] = tenants
  const [app] = tenant?.apps ?? []
  const summary = {
    origin,
    tenantId: tenant?.tenantId,
    clientId: app?.clientId,
    clientSecret: app?.secret,
    caFile,
  }
  const stop = (): void => {
    void emulator.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  process.stdout.write(`${JSON.stringify(summary)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
