import { toAsciiJson } from './ascii-json.ts'
import { HIDDEN, isPlain, redactFilter, redactName, redactSentence, redactValue } from './redact-text.ts'

const MAX_DEPTH = 6
const MAX_ITEMS = 20
const MAX_KEYS = 60
/** Values in all; what comes behind them is left out. */
const MAX_VALUES = 300
/** Numbers under these count something; any other number may be somebody's. */
const COUNTS: ReadonlySet<string> = new Set(['totalresults', 'startindex', 'itemsperpage', 'count'])
/** Made here, and about nobody. */
const OURS: ReadonlySet<string> = new Set(['created', 'lastmodified', 'version', 'scimtype', 'resourcetype'])

interface Walk {
  left: number
  /** What is kept so far. */
  readonly json: string[]
}

interface Name {
  /** As the key of a JSON object, with its colon. */
  readonly key: string
  /** What decides about the value under it. */
  readonly folded: string
}

const HIDDEN_JSON = toAsciiJson(HIDDEN)

/** Clients send the same few names all the time. Others may be anything, so there is an end to how many are kept. */
const NAMES = new Map<string, Name>()
const MAX_NAMES = 500
const LONGEST_NAME = 100

/**
 * A body as the log of requests keeps it: names of attributes, shapes, booleans, ids and operations stay, what people are
 * called and how they are reached does not. Small, however large the body is. JSON, written as the body is gone through:
 * a tree of its own would wait for the log, and be gone through again. Where two names are kept as one the later counts.
 */
export function redactBody(body: unknown): string {
  if (body === undefined || body === null) return 'null'
  const walk: Walk = { left: MAX_VALUES, json: [] }
  redact(body, '', 0, walk)
  return walk.json.join('')
}

function redact(value: unknown, key: string, depth: number, walk: Walk): void {
  walk.left -= 1
  if (typeof value === 'object' && value !== null && depth < MAX_DEPTH && walk.left > 0) {
    if (Array.isArray(value)) redactList(value, key, depth, walk)
    else redactObject(value, depth, walk)
  } else {
    walk.json.push(redactScalar(value, key))
  }
}

function redactScalar(value: unknown, key: string): string {
  if (typeof value === 'string') return toAsciiJson(redactText(value, key))
  if (typeof value === 'boolean' || value === null) return String(value)
  const counts = typeof value === 'number' && COUNTS.has(key) && Number.isFinite(value)
  return counts ? String(value) : HIDDEN_JSON
}

function redactText(text: string, key: string): string {
  switch (key) {
    case 'password':
      return HIDDEN
    case 'path':
      return redactName(text)
    case 'filter':
      return redactFilter(text)
    case 'detail':
      return redactSentence(text)
    case 'schemas':
      return /^(urn|http):[\w:./-]{1,160}$/i.test(text) ? text : HIDDEN
    case 'status':
      return /^\d{3}$/.test(text) ? text : redactValue(text)
    case 'location':
    case '$ref':
      return isPlain(text) ? text : redactReference(text)
    case 'attributes':
    case 'excludedattributes':
      return redactName(text)
    default:
      return OURS.has(key) && /^[\w:.+/"-]{1,40}$/.test(text) ? text : redactValue(text)
  }
}

/** The end of an address that names a resource. */
function redactReference(text: string): string {
  const [, tail] = /((?:Users|Groups)\/[0-9a-f-]{36})$/i.exec(text) ?? []
  return tail ? `${HIDDEN}/${tail}` : HIDDEN
}

function redactList(list: readonly unknown[], key: string, depth: number, walk: Walk): void {
  const { json } = walk
  let shown = 0
  json.push('[')
  for (const item of list) {
    if (walk.left <= 0 || shown === MAX_ITEMS) break
    if (shown > 0) json.push(',')
    redact(item, key, depth + 1, walk)
    shown += 1
  }
  const more = list.length - shown
  if (more > 0) json.push(shown > 0 ? ',' : '', toAsciiJson(`${HIDDEN} ${more} more`))
  json.push(']')
}

function redactObject(object: object, depth: number, walk: Walk): void {
  const { json } = walk
  let shown = 0
  json.push('{')
  for (const key of Object.keys(object)) {
    if (shown > 0) json.push(',')
    if (walk.left <= 0 || shown === MAX_KEYS) {
      json.push(HIDDEN_JSON, ':', HIDDEN_JSON)
      break
    }
    const name = nameOf(key)
    json.push(name.key)
    redact(Reflect.get(object, key), name.folded, depth + 1, walk)
    shown += 1
  }
  json.push('}')
}

function nameOf(key: string): Name {
  const known = NAMES.get(key)
  if (known) return known
  // Assigned, this one would be no key.
  const shown = key === '__proto__' ? HIDDEN : redactName(key)
  const name = { key: `${toAsciiJson(shown)}:`, folded: key.toLowerCase() }
  if (key.length > LONGEST_NAME) return name
  if (NAMES.size === MAX_NAMES) NAMES.clear()
  NAMES.set(key, name)
  return name
}
