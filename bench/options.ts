import { parseArgs } from 'node:util'

export interface BenchOptions {
  readonly people: number
  readonly rounds: number
  /** How often a worker is killed; see crash.ts. */
  readonly kills: number
  readonly source: 'memory' | 'emulator'
  readonly engines: readonly ('embedded' | 'postgres')[]
  /** Names of claims; empty means all of them. */
  readonly claims: readonly string[]
  /** A PostgreSQL server on which databases may be made; undefined measures the embedded engine alone. */
  readonly serverUrl: string | undefined
}

export const USAGE = `pnpm bench [--claim name[,name]] [--people 20000] [--rounds 3] [--kills 200]
           [--source memory|emulator] [--engine embedded|postgres]

PostgreSQL is measured as well when TEST_DATABASE_URL or DATABASE_URL names a server. Databases of its own are made
there and dropped in the end; nothing else is touched.`

/** Throws with a sentence for the person at the keyboard. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): BenchOptions {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      claim: { type: 'string', default: '' },
      people: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '3' },
      kills: { type: 'string', default: '200' },
      source: { type: 'string', default: 'memory' },
      engine: { type: 'string' },
    },
  })
  if (values.source !== 'memory' && values.source !== 'emulator') {
    throw new Error('--source is either memory or emulator.')
  }
  const serverUrl = env['TEST_DATABASE_URL'] || env['DATABASE_URL'] || undefined
  return {
    people: toCount('--people', values.people, 400),
    rounds: toCount('--rounds', values.rounds, 1),
    kills: toCount('--kills', values.kills, 1),
    source: values.source,
    engines: toEngines(values.engine, serverUrl),
    claims: values.claim.split(',').filter((name) => name.trim() !== ''),
    serverUrl,
  }
}

function toCount(name: string, text: string, least: number): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= least) return count
  throw new Error(`${name} is a whole number of at least ${least}.`)
}

function toEngines(wanted: string | undefined, serverUrl: string | undefined): BenchOptions['engines'] {
  if (wanted === undefined) return serverUrl === undefined ? ['embedded'] : ['embedded', 'postgres']
  if (wanted === 'embedded') return ['embedded']
  if (wanted !== 'postgres') throw new Error('--engine is either embedded or postgres.')
  if (serverUrl === undefined) throw new Error('Set TEST_DATABASE_URL to measure PostgreSQL.')
  return ['postgres']
}
