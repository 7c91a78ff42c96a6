import { randomFillSync } from 'node:crypto'
import { V7Generator } from 'uuidv7'

/** Asking for random bytes takes longer than the rest of an id, however few they are, so they come for many ids at once. */
const numbers = new Uint32Array(1024)
let used = numbers.length

const generator = new V7Generator({ nextUint32 })

/** A UUID of version 7, greater than those before it in this process. */
export function newId(): string {
  return generator.generate().toString()
}

/** Each number is given away once. */
function nextUint32(): number {
  if (used === numbers.length) {
    randomFillSync(numbers)
    used = 0
  }
  const number = numbers[used] ?? 0
  used += 1
  return number
}
