import { useEffect, useEffectEvent } from 'react'

const RETRY_MS = 5_000

/** Calls `retry` every few seconds while `failed`: a stream that ended with an error does not come back by itself. */
export function useRetry(failed: boolean, retry: () => void): void {
  const onTick = useEffectEvent(retry)
  useEffect(() => {
    const timer = failed ? setInterval(() => onTick(), RETRY_MS) : undefined
    return () => clearInterval(timer)
  }, [failed])
}
