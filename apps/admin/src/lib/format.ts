const numbers = new Intl.NumberFormat('en-US')

/** `1 person`, `412 people`. */
export function countOf(amount: number, one: string, many: string): string {
  return `${numbers.format(amount)} ${amount === 1 ? one : many}`
}

export function people(amount: number): string {
  return countOf(amount, 'person', 'people')
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? ''
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
