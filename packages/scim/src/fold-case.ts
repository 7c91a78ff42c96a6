/**
 * What two texts are compared as when case does not matter. Whoever keeps such texts in a column folds them with this, so
 * that uniqueness, filters and patches agree. What becomes of a letter does not depend on where it stands: the two small
 * sigmas are one.
 */
export function foldCase(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ')
}

/** Orders by code point, as `collate "C"` does in UTF-8; JavaScript's own order differs beyond U+FFFF. */
export function compareTexts(left: string, right: string): number {
  const end = Math.min(left.length, right.length)
  for (let at = 0; at < end; at += 1) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)]
    if (a !== b) return rank(a) - rank(b)
  }
  return left.length - right.length
}

/** Moves surrogates behind the rest of the basic plane, where the characters they encode belong. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
