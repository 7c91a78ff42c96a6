import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Workbench } from './workbench.ts'

const PROGRAM = fileURLToPath(new URL('trial-process.ts', import.meta.url))

/** What one process measured that did nothing else. */
export interface FreshTrial {
  /** Milliseconds of a first import. */
  readonly first: number
  /** Milliseconds of a full run with nothing changed, after it. */
  readonly again: number
  /** Highest resident memory of the process in its whole life, in bytes. */
  readonly peak: number
}

/**
 * A first import and a second run in a new process with a database of its own, so that the heap of earlier measurements
 * neither helps nor hides anything. Round for round the same numbers are given again.
 */
export async function measureFresh(bench: Workbench, people: number, round = 0): Promise<FreshTrial> {
  const known = bench.freshTrials.get(people) ?? []
  bench.freshTrials.set(people, known)
  for (;;) {
    const measured = known[round]
    if (measured) return measured
    known.push(await runProcess(bench, people))
  }
}

async function runProcess({ engine, options }: Workbench, people: number): Promise<FreshTrial> {
  const order = JSON.stringify({ engine, options: { ...options, people } })
  const child = fork(PROGRAM, [order], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = once(child, 'exit')
  const gone = exited.then(() => Promise.reject(new Error(`The process with ${people} people failed.`)))
  const [measured] = await Promise.race([once(child, 'message'), gone])
  await exited
  return measured as FreshTrial
}
