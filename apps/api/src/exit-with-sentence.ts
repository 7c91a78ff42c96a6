import { DatabaseError, SealError } from '@rollcall/db'
import { EnvError } from './env.ts'

/** Ends the process. Errors that explain themselves are printed as they are; a stack would only hide the sentence. */
export function exitWithSentence(error: unknown): never {
  process.stderr.write(`${toSentence(error)}\n`)
  process.exit(1)
}

export function toSentence(error: unknown): string {
  if (error instanceof EnvError || error instanceof DatabaseError || error instanceof SealError)
    return error.message
  if (!(error instanceof Error)) return String(error)
  const port = 'port' in error ? String(error.port) : ''
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `The server cannot start: port ${port} is in use. Stop what uses it, or choose another with PORT.`
  }
  if ('code' in error && error.code === 'EACCES' && 'syscall' in error && error.syscall === 'listen') {
    return `The server cannot start: this account may not listen on port ${port}. Choose one above 1023 with PORT.`
  }
  return error.stack ?? error.message
}
