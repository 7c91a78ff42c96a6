const SPACE_LIKE = /[\t\n\r\u2028\u2029]+/g
/** Control characters, halves of surrogate pairs, byte order marks, and marks that turn the writing direction. */
const INVISIBLE = /[\p{Cc}\p{Cs}\uFEFF\u202A-\u202E\u2066-\u2069]/gu

/** Most text is this already: visible ASCII without spaces around it. */
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/

/**
 * A name or another text of a directory as it is kept here, whichever way it came: trimmed, in Unicode normal form C,
 * without characters that cannot be seen. Empty becomes null.
 */
export function cleanText(value: string | null | undefined): string | null {
  if (!value) return null
  if (CLEAN.test(value)) return value
  const clean = value.replace(SPACE_LIKE, ' ').replace(INVISIBLE, '').normalize('NFC').trim()
  return clean === '' ? null : clean
}
