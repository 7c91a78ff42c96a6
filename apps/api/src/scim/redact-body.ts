import { HIDDEN, isPlain, redactFilter, redactName, redactSentence, redactValue } from './redact-text.ts'

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

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
}

interface Name {
  readonly shown: string
  /** What decides about the value under it. */
  readonly folded: string
}

/** Clients send the same few names all the time. Others may be anything, so there is an end to how many are kept. */
const NAMES = new Map<string, Name>()
const MAX_NAMES = 500
const LONGEST_NAME = 100

/**
 * A body as the log of requests keeps it: names of attributes, shapes, booleans, ids and operations stay, what people are
 * called and how they are reached does not. Small, however large the body is. Null for no body.
 */
export function redactBody(body: unknown): Json {
  return body === undefined || body === null ? null : redact(body, '', 0, { left: MAX_VALUES })
}

function redact(value: unknown, key: string, depth: number, walk: Walk): Json {
  walk.left -= 1
  if (typeof value === 'string') return redactText(value, key)
  if (typeof value === 'boolean' || value === null) return value
  if (typeof value === 'number') return COUNTS.has(key) && Number.isFinite(value) ? value : HIDDEN
  if (typeof value !== 'object') return HIDDEN
  if (depth === MAX_DEPTH || walk.left <= 0) return HIDDEN
  return Array.isArray(value) ? redactList(value, key, depth, walk) : redactObject(value, depth, walk)
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

function redactList(list: readonly unknown[], key: string, depth: number, walk: Walk): Json {
  const shown: Json[] = []
  for (const item of list.slice(0, MAX_ITEMS)) {
    if (walk.left <= 0) break
    shown.push(redact(item, key, depth + 1, walk))
  }
  const more = list.length - shown.length
  return more > 0 ? [...shown, `${HIDDEN} ${more} more`] : shown
}

function redactObject(object: object, depth: number, walk: Walk): Json {
  const shown: { [key: string]: Json } = {}
  let size = 0
  for (const key of Object.keys(object)) {
    if (walk.left <= 0 || size === MAX_KEYS) {
      shown[HIDDEN] = HIDDEN
      break
    }
    const name = nameOf(key)
    if (!Object.hasOwn(shown, name.shown)) size += 1
    shown[name.shown] = redact(Reflect.get(object, key), name.folded, depth + 1, walk)
  }
  return shown
}

function nameOf(key: string): Name {
  const known = NAMES.get(key)
  if (known) return known
  // Assigned, this one would be no key.
  const shown = key === '__proto__' ? HIDDEN : redactName(key)
  const name = { shown, folded: key.toLowerCase() }
  if (key.length > LONGEST_NAME) return name
  if (NAMES.size === MAX_NAMES) NAMES.clear()
  NAMES.set(key, name)
  return name
}
