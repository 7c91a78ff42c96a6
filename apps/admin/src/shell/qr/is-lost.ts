/** Whether a stream is down: it failed, or connects again after a failure. The first connecting is none. */
export function isLost(stream: { readonly status: string; readonly error: unknown }): boolean {
  if (stream.status === 'error') return true
  return stream.status === 'connecting' && stream.error !== null && stream.error !== undefined
}
