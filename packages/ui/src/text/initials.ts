/** How many avatar colour pairs the palette holds. */
export const AVATAR_COLORS = 8

/** First letters of the first and the last word, upper case; `?` when there is nothing to read. */
export function toInitials(name: string): string {
  const words = name
    .replace(/\(.*?\)/g, ' ')
    .split(/[\s,._@-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  const last = words.length > 1 ? words[words.length - 1] : undefined
  if (!first) return '?'
  return [first, last]
    .map((word) => (word ? /^./u.exec(word)?.[0] : ''))
    .join('')
    .toUpperCase()
}

/** A number from 0 to 7 that depends on the name alone. */
export function avatarIndex(name: string): number {
  let hash = 0
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 1_000_003
  return hash % AVATAR_COLORS
}
