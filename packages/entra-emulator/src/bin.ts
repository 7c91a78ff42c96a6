import { parseArgs } from 'node:util'
import { completeSettings } from './provisioning/settings.ts'
import type { ProvisioningSettings } from './provisioning/settings.ts'
import { startEmulator } from './server.ts'

const USAGE = `Starts a fake Microsoft Entra tenant on this machine and prints how to reach it, as JSON on one line.

  --port <n>      port to listen on (default: a free one)
  --people <n>    how many people the tenant has (default 500)
  --seed <n>      another seed gives other people (default 1)
  --ca-dir <dir>  keep the certificate authority here between runs
  --scim-url <url> --scim-token <token>
                  push people and groups to this SCIM service once, and print on a second line how that went
`

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isInteger(number) && number >= 0) return number
  throw new Error(`--${name} needs a whole number, not '${value}'.`)
}

function pushSettings(
  baseUrl: string | undefined,
  token: string | undefined,
): ProvisioningSettings | undefined {
  if (baseUrl === undefined && token === undefined) return undefined
  if (baseUrl !== undefined && token !== undefined) return completeSettings({ baseUrl, token, groups: 'all' })
  throw new Error('--scim-url and --scim-token go together.')
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      people: { type: 'string' },
      seed: { type: 'string' },
      'ca-dir': { type: 'string' },
      'scim-url': { type: 'string' },
      'scim-token': { type: 'string' },
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
  const push = pushSettings(values['scim-url'], values['scim-token'])
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
  if (push === undefined) return
  const result = await tenant?.provisioning.create(push).runCycle()
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
