/** The part of the package that is used here; it brings no types of its own. */
declare module 'pg-copy-streams' {
  import type { Submittable } from 'pg'
  import type { Writable } from 'node:stream'

  /** A stream for `client.query` that feeds `copy ... from stdin`. */
  export function from(sql: string): Writable & Submittable
}
