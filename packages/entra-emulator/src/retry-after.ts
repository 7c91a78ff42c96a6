/** The `Retry-After` header for a number of seconds, a date, ready text, or nothing. */
export function retryAfterHeader(value: number | string | Date | undefined): Record<string, string> {
  if (value === 'none') return {}
  if (value === undefined) return { 'retry-after': '10' }
  return { 'retry-after': value instanceof Date ? value.toUTCString() : String(value) }
}
