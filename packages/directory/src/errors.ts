import type { ErrorCode, InputIssue } from '@rollcall/vocabulary'
import type * as z from 'zod'

/** An expected failure. `message` is a sentence for the person who asked. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError'
  readonly code: ErrorCode
  readonly issues: readonly InputIssue[]

  constructor(code: ErrorCode, message: string, issues: readonly InputIssue[] = []) {
    super(message)
    this.code = code
    this.issues = issues
  }
}

export function notFound(what: string): DirectoryError {
  return new DirectoryError('not_found', `There is no such ${what}; perhaps it was deleted.`)
}

/** Parses the input of a verb; what is wrong comes back as one error that lists every field. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }))
  const first = issues[0]
  const where =
    first && first.path !== '' ? `${first.path}: ${first.message}` : (first?.message ?? 'Check the input.')
  throw new DirectoryError('invalid_input', where, issues)
}
