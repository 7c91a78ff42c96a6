// What `pnpm start`, `pnpm demo` and `pnpm dev` share: build everything, then run a program so that signals reach it.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds what has changed. Ends the process with a plain sentence when that does not work. */
export async function buildAll(outputs) {
  const code = await run(
    process.execPath,
    [commandOf('turbo', 'bin/turbo'), 'run', 'build', '--output-logs=errors-only'],
    {
      env: { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    },
  )
  if (code !== 0) stop('The build failed; the reason is above. Nothing was started.')
  for (const path of outputs) {
    if (existsSync(`${root}/${path}`)) continue
    stop(`The build left no ${path}. Delete the folder .turbo and node_modules/.cache, then try again.`)
  }
}

/** Runs a program until it ends. Ctrl-C reaches it by the terminal; other requests to stop are passed on. */
export function run(command, args, options = {}) {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    stdio: 'inherit',
    env: { ...process.env, ...options.env },
  })
  const passOn = (signal) => child.kill(signal)
  const ignore = () => {}
  process.on('SIGTERM', passOn)
  process.on('SIGHUP', passOn)
  process.on('SIGINT', ignore)
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`)
      resolve(1)
    })
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', passOn)
      process.off('SIGHUP', passOn)
      process.off('SIGINT', ignore)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}

/** Path of a program that a package brings: in the nearest node_modules that holds the package, as Node looks for it. */
export function commandOf(name, file, from = import.meta.url) {
  for (let folder = new URL('.', from); ; folder = new URL('..', folder)) {
    const path = fileURLToPath(new URL(`node_modules/${name}/${file}`, folder))
    if (existsSync(path)) return path
    if (folder.pathname === '/') stop(`${name} is not installed. Run npx -y pnpm@12 install, then try again.`)
  }
}

export function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
