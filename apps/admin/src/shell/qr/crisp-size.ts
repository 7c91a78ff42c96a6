/** What is shown until the place is measured. */
const FIRST_SIZE = 280

/**
 * The largest size up to `available` CSS pixels in which every module of a code has the same whole number of device
 * pixels; `ratio` is how many of those a CSS pixel has.
 */
export function toCrispSize(available: number, modules: number, ratio: number): number {
  if (available <= 0) return FIRST_SIZE
  if (modules <= 0 || modules > available) return Math.floor(available)
  return (Math.floor((available * ratio) / modules) * modules) / ratio
}
