import { DatabaseError } from './database-error.ts'

/**
 * The same address with the session's time zone set to UTC: Prisma's adapter drops the offset of a `timestamptz`, so
 * under any other zone its times would be wrong by that offset. Throws DatabaseError when it is no PostgreSQL address.
 */
export function inUtc(connectionString: string): string {
  const url = parse(connectionString)
  const options = [url.searchParams.get('options'), '-c TimeZone=UTC'].filter(Boolean).join(' ')
  url.searchParams.delete('options')
  const rest = url.searchParams.toString()
  url.search = `${rest === '' ? '' : `${rest}&`}options=${encodeURIComponent(options)}`
  return url.href
}

/** Host, port and database, without the password. */
export function describeAddress(connectionString: string): string {
  const url = parse(connectionString)
  return `${url.host || 'the local socket'}${url.pathname}`
}

function parse(connectionString: string): URL {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : null
  if (url && /^postgres(ql)?:$/.test(url.protocol)) return url
  throw new DatabaseError(
    'The database address is not a PostgreSQL one. It looks like postgresql://user:password@host:5432/rollcall, ' +
      'with special characters in the password percent-encoded.',
  )
}
