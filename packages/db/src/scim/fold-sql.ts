/** Every letter that has a lower case of one character, and those; and what is compared as something else than its lower case. */
const [LETTERS, FOLDED] = listLetters()

/** İ alone becomes two characters. */
const DOTTED = ['\u0130', 'i\u0307'] as const

/**
 * SQL for a text in the form in which SCIM compares it: `foldCase` of the language, whatever the locale of the database.
 * `constant` makes a parameter of a value. Texts of plain letters, nearly all of them, take the short way.
 */
export function foldedSql(value: string, constant: (parameter: string) => string): string {
  const dotted = `replace(${value}, ${constant(DOTTED[0])}, ${constant(DOTTED[1])})`
  return `case when octet_length(${value}) = char_length(${value}) then lower(${value} collate "C")
    else translate(${dotted}, ${constant(LETTERS)}, ${constant(FOLDED)}) end`
}

/** Letters are in the first two planes of Unicode. The two small sigmas are one letter. */
function listLetters(): readonly [string, string] {
  let letters = 'ς'
  let folded = 'σ'
  for (let point = 0x41; point < 0x2_0000; point += 1) {
    if (point >= 0xd800 && point <= 0xdfff) continue
    const letter = String.fromCodePoint(point)
    const lower = letter.toLowerCase()
    if (lower === letter || lower.length !== letter.length) continue
    letters += letter
    folded += lower
  }
  return [letters, folded]
}
