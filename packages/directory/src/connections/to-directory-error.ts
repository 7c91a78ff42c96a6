import { SourceError, type SourceFailure } from '@rollcall/vocabulary'
import { DirectoryError } from '../errors.ts'

const CODES = {
  refused: 'directory_refused',
  missing: 'directory_refused',
  unreachable: 'directory_unreachable',
  throttled: 'directory_unreachable',
  malformed: 'directory_unreachable',
  restart: 'invalid_input',
  cancelled: 'unavailable',
} as const satisfies Record<SourceFailure, DirectoryError['code']>

/** A directory's failure as one of ours, its hint included; anything else is passed on as it is. */
export function toDirectoryError(error: unknown): unknown {
  if (!(error instanceof SourceError)) return error
  return new DirectoryError(
    CODES[error.failure],
    error.hint ? `${error.message} ${error.hint}` : error.message,
  )
}
