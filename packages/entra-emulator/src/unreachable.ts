/** Marks the place no value can reach; the compiler proves it, this says so if the proof was fed a lie. */
export function unreachable(value: never): never {
  throw new Error(`The emulator met a case it does not know: ${JSON.stringify(value)}.`)
}
