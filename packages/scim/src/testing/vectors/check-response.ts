import { matches } from './matcher.ts'
import { follow } from './pointer.ts'
import type { Expectation, WireResponse } from './vector-format.ts'

/** What is different from what was expected, in words; nothing when all of it holds. */
export function checkResponse(response: WireResponse, expected: Expectation): string[] {
  const body = parse(response.text)
  return [
    ...checkStatus(response, expected),
    ...checkHeaders(response, expected),
    ...checkText(response.text, expected),
    ...checkBody(body, expected),
    ...ifStatus(response, expected).flatMap((more) => checkResponse(response, more)),
  ]
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function checkStatus(response: WireResponse, { status }: Expectation): string[] {
  if (status === undefined) return []
  const allowed = typeof status === 'number' ? [status] : status
  return allowed.includes(response.status)
    ? []
    : [`status ${response.status}, expected ${allowed.join(' or ')}: ${response.text.slice(0, 300)}`]
}

function checkHeaders(response: WireResponse, { headers = {} }: Expectation): string[] {
  return Object.entries(headers)
    .filter(([name, value]) => !matches(response.headers[name], value))
    .map(([name, value]) => `header ${name} is ${show(response.headers[name])}, expected ${show(value)}`)
}

function checkText(text: string, expected: Expectation): string[] {
  const { bodyEmpty, bodyIncludesText = [], bodyExcludesText = [] } = expected
  return [
    ...(bodyEmpty && text !== '' ? [`a body, expected none: ${text.slice(0, 300)}`] : []),
    ...bodyIncludesText.filter((part) => !text.includes(part)).map((part) => `no ${show(part)} in the body`),
    ...bodyExcludesText.filter((part) => text.includes(part)).map((part) => `${show(part)} in the body`),
  ]
}

function checkBody(body: unknown, { bodyPaths = {}, absent = [] }: Expectation): string[] {
  return [
    ...Object.entries(bodyPaths)
      .filter(([pointer, value]) => !matches(follow(body, pointer), value))
      .map(([pointer, value]) => `${pointer} is ${show(follow(body, pointer))}, expected ${show(value)}`),
    ...absent
      .filter((pointer) => (follow(body, pointer) ?? null) !== null)
      .map((pointer) => `${pointer} is ${show(follow(body, pointer))}, expected none`),
  ]
}

function ifStatus(response: WireResponse, expected: Expectation): Expectation[] {
  const more = expected.ifStatus?.[String(response.status)]
  return more ? [more] : []
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'missing'
}
