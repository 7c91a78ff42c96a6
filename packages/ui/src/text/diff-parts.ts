/** Two texts split into what they share at both ends and what differs in between. */
export interface DiffParts {
  prefix: string
  before: string
  after: string
  suffix: string
}

/** Finds the changed middle of a text, on whole words so that marks stay readable. */
export function toDiffParts(before: string, after: string): DiffParts {
  const left = toTokens(before)
  const right = toTokens(after)
  const limit = Math.min(left.length, right.length)
  let start = 0
  while (start < limit && left[start] === right[start]) start += 1
  let end = 0
  while (end < limit - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1
  return {
    prefix: left.slice(0, start).join(''),
    before: left.slice(start, left.length - end).join(''),
    after: right.slice(start, right.length - end).join(''),
    suffix: left.slice(left.length - end).join(''),
  }
}

function toTokens(text: string): string[] {
  return text.split(/([\s@.,;:/\\_-]+)/).filter((token) => token !== '')
}
