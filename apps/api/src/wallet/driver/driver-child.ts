import { fork, type ChildProcess } from 'node:child_process'
import { parseReport, type Order, type Report } from './driver-messages.ts'
import type { DriverProgram } from './driver-program.ts'
import type { DriverName } from './peer-driver.ts'

/** A process that does not end when it is told to is killed. */
const KILL_AFTER_MS = 2_000

export interface DriverExit {
  readonly code: number | null
  readonly signal: string | null
}

export interface DriverChild {
  readonly pid: number | null
  /** A process that is gone hears nothing; that it is gone is told by `onExit`. */
  order(message: Order): void
  /** Stops the process; resolves once it is gone. Nothing is told any more. */
  end(): Promise<void>
}

/** Starts the process that holds data channels and has it load the library. */
export function startDriverChild(call: {
  readonly name: DriverName
  readonly program: DriverProgram
  /** Null for a report that makes no sense. */
  onReport(report: Report | null): void
  onExit(how: DriverExit): void
}): DriverChild {
  const { program } = call
  const child = fork(program.path, [], {
    serialization: 'advanced',
    env: {},
    execArgv: [...program.execArgv],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    ...(program.cwd !== undefined && { cwd: program.cwd }),
  })
  let ending = false
  let gone = false
  const exited = new Promise<void>((resolve) => {
    const onGone = (code: number | null, signal: string | null) => {
      if (gone) return
      gone = true
      resolve()
      if (!ending) call.onExit({ code, signal })
    }
    child.on('exit', onGone)
    // It could not even be started; then there is no exit.
    child.on('error', () => child.pid === undefined && onGone(null, null))
  })
  child.on('message', (message) => ending || call.onReport(parseReport(message)))
  send(child, { kind: 'load', driver: call.name })
  return {
    pid: child.pid ?? null,
    order: (message) => send(child, message),
    async end() {
      ending = true
      const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS)
      if (child.connected) child.disconnect()
      await exited
      clearTimeout(kill)
    },
  }
}

function send(child: ChildProcess, message: Order): void {
  if (child.connected) child.send(message, () => {})
}
