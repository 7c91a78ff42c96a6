/** `Ada Lovelace <ada@example.com>` -> `Ada Lovelace`; a bare address stays. */
export function toShortName(address: string): string {
  const name = address.replace(/\s*<[^<>]*>\s*$/, '').trim()
  return name === '' ? address : name
}
