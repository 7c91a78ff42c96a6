import { useEffect, useEffectEvent } from 'react'

/** The server's word for the end is a moment later than the end itself. */
const GRACE_MS = 2_000

/** Calls `onExpired` shortly after the QR's time, in case the stream that would tell has been lost. */
export function useExpiry(
  session: { readonly expiresAt: string } | undefined,
  clockSkewMs: number,
  onExpired: () => void,
): void {
  const onTime = useEffectEvent(onExpired)
  const expiresAt = session?.expiresAt
  useEffect(() => {
    if (expiresAt === undefined) return undefined
    const wait = Date.parse(expiresAt) - (Date.now() + clockSkewMs) + GRACE_MS
    const timer = setTimeout(() => onTime(), Math.max(wait, GRACE_MS))
    return () => clearTimeout(timer)
  }, [expiresAt, clockSkewMs])
}
