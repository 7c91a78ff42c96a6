import {
  findAttribute,
  findSubAttribute,
  splitUrn,
  type AttributePath,
  type SchemaPart,
} from './attribute-path.ts'
import type { Filter } from './filter/filter.ts'
import { toTokens } from './filter/filter-tokens.ts'
import { MAX_FILTER_CHARACTERS, openCursor, parseBrackets, take } from './filter/parse-filter.ts'
import type { ResourceType } from './resource.ts'
import { invalidPath, quote } from './scim-error.ts'

/** What a PATCH operation is about. */
export type PatchPath =
  | {
      readonly kind: 'attribute'
      /** With the sub-attribute, whether it stands behind the attribute or behind its brackets. */
      readonly path: AttributePath
      /** Chooses elements; its paths name sub-attributes. */
      readonly filter: Filter | null
    }
  /** A URN alone: everything of the resource, or everything of the extension. */
  | { readonly kind: 'schema'; readonly schema: SchemaPart }

/** `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`, each with or without its URN. Throws `invalidPath`. */
export function parsePath(text: string, type: ResourceType): PatchPath {
  const path = findPath(text, type)
  if (path) return path
  throw invalidPath(`A ${type} has no attribute ${quote(text)}. The list is at /Schemas.`)
}

/** Null for an attribute nobody knows; throws `invalidPath` for a known one with something unreadable behind it. */
export function findPath(text: string, type: ResourceType): PatchPath | null {
  if (text.length > MAX_FILTER_CHARACTERS)
    throw invalidPath(`A path has at most ${MAX_FILTER_CHARACTERS} characters.`)
  const trimmed = text.trim()
  const whole = splitUrn(trimmed, type)
  if (whole?.rest === '') return { kind: 'schema', schema: whole.part }

  const bracket = trimmed.indexOf('[')
  const path = findAttribute(bracket < 0 ? trimmed : trimmed.slice(0, bracket).trimEnd(), type)
  if (!path || bracket < 0) return path && { kind: 'attribute', path, filter: null }
  if (!path.root.multiValued) throw invalidPath(`${path.attribute} is not a list: leave out the brackets.`)

  const cursor = openCursor(toTokens(trimmed.slice(bracket + 1), invalidPath), type, invalidPath)
  const filter = parseBrackets(cursor, path, 0)
  const behind = take(cursor, 'word')
  const rest = cursor.tokens[cursor.at]
  if (rest || (behind && !behind.text.startsWith('.')))
    throw invalidPath(`The path should end behind its brackets: ${quote(text)}.`)
  if (!behind) return { kind: 'attribute', path, filter }
  const sub = findSubAttribute(path, behind.text.slice(1))
  if (!sub) throw invalidPath(`${path.attribute} has no ${quote(behind.text.slice(1))}.`)
  return { kind: 'attribute', path: sub, filter }
}
