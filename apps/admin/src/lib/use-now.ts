import { useState } from 'react'

/** The moment this part of the page appeared; renders stay pure, and texts do not change under the reader. */
export function useNow(): Date {
  const [now] = useState(() => new Date())
  return now
}
