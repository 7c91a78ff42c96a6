import { useEffect, useState } from 'react'
import { toCountdown, type Countdown } from '../../lib/countdown.ts'

const TICK_MS = 500

/** Counts down while `running`. `clockSkewMs` is by how much the server's clock is ahead of this one. */
export function useCountdown(
  code: { readonly expiresAt: string; readonly lifetimeSeconds: number },
  clockSkewMs: number,
  running: boolean,
): Countdown {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!running) return undefined
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [running])
  return toCountdown(code, now + clockSkewMs)
}
