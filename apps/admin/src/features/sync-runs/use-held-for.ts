import { useEffect, useState } from 'react'

/** True once `condition` has been true without a break for `milliseconds`. */
export function useHeldFor(condition: boolean, milliseconds: number): boolean {
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const timer = condition ? setTimeout(() => setHeld(true), milliseconds) : undefined
    return () => {
      clearTimeout(timer)
      setHeld(false)
    }
  }, [condition, milliseconds])
  return held && condition
}
