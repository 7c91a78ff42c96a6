import { shortName } from '../attribute-path.ts'
import { foldCase } from '../fold-case.ts'
import type { Filter } from '../filter/filter.ts'
import { matchesElement } from '../filter/matches-filter.ts'
import { checkElements, isBare, readElementParts, readElements } from '../read/read-elements.ts'
import { toComplex } from '../read/read-complex.ts'
import { readScalar } from '../read/read-scalar.ts'
import { sameValue } from '../same-value.ts'
import type { ScimComplex, ScimScalar } from '../resource.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { invalidValue, noTarget } from '../scim-error.ts'
import type { Step } from './to-steps.ts'

type Elements = readonly ScimComplex[]
type Parts = Readonly<Record<string, ScimScalar | undefined>>

/** The list after one step. Throws `noTarget` and `invalidValue`. */
export function editElements(elements: Elements, step: Step): Elements {
  const edited =
    step.filter === null && step.path.sub === null ? editList(elements, step) : editChosen(elements, step)
  checkElements(step.path.root, edited)
  return edited
}

function editList(elements: Elements, { op, path, value }: Step): Elements {
  switch (op) {
    case 'replace':
      return readElements(path.root, value)
    case 'add':
      return addElements(elements, readElements(path.root, value), path.root)
    case 'remove':
      return value === undefined || value === null ? [] : withoutElements(elements, value, path.root)
  }
}

/** An element that is there already takes what is new about it; the rest goes to the end. */
function addElements(elements: Elements, added: Elements, definition: AttributeDefinition): Elements {
  const result = [...elements]
  const touched = new Set<ScimComplex>()
  for (const element of added) {
    const at = result.findIndex((other) => isSame(other, element, definition))
    const merged = { ...result[at], ...element }
    if (at < 0) result.push(merged)
    else result[at] = merged
    touched.add(merged)
  }
  return withOnePrimary(result, touched, definition)
}

/** The same value for the same use, or without a value the same in every part but its rank. */
function isSame(left: ScimComplex, right: ScimComplex, definition: AttributeDefinition): boolean {
  if (left['value'] === undefined || right['value'] === undefined)
    return sameValue(unranked(left), unranked(right))
  return samePart(left, right, 'value', definition) && samePart(left, right, 'type', definition)
}

function unranked({ primary: _rank, ...rest }: ScimComplex): ScimComplex {
  return rest
}

function samePart(
  left: ScimComplex,
  right: ScimComplex,
  name: string,
  definition: AttributeDefinition,
): boolean {
  const [a, b] = [left[name], right[name]]
  if (typeof a !== 'string' || typeof b !== 'string') return a === b
  const caseExact = definition.subAttributes.find((sub) => sub.name === name)?.caseExact ?? false
  return a === b || (!caseExact && foldCase(a) === foldCase(b))
}

/** Entra's older dialect removes by value: only what it lists goes, and an empty list removes nothing. */
function withoutElements(elements: Elements, value: unknown, definition: AttributeDefinition): Elements {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [value]
  const removed = listed
    .map((item) => toComplex(readElementParts(definition, item) ?? {}))
    .filter((element) => element !== undefined)
  return elements.filter((element) => !removed.some((gone) => isListed(element, gone, definition)))
}

function isListed(element: ScimComplex, gone: ScimComplex, definition: AttributeDefinition): boolean {
  const names = gone['value'] === undefined ? Object.keys(unranked(gone)) : ['value', 'type']
  return (
    names.length > 0 &&
    names.every((name) => gone[name] === undefined || samePart(element, gone, name, definition))
  )
}

/** The elements a filter chooses, or every one; a step that finds none makes the one it describes. */
function editChosen(elements: Elements, step: Step): Elements {
  const { filter, path } = step
  const parts = readParts(step)
  const isChosen = (element: ScimComplex) => filter === null || matchesElement(element, filter)
  if (parts === null) return elements.filter((element) => !isChosen(element))

  const values = Object.values(parts)
  const assigned = values.some((value) => value !== undefined)
  const cleared = values.includes(undefined)
  const touched = new Set<ScimComplex>()
  let found = false
  const edited = elements.flatMap((element) => {
    if (!isChosen(element)) return [element]
    found = true
    const merged = toComplex({ ...element, ...parts })
    if (!merged || (cleared && isBare(merged))) return []
    touched.add(merged)
    return [merged]
  })
  if (!found && assigned) {
    const made = makeElement(step, parts)
    edited.push(made)
    touched.add(made)
  }
  return withOnePrimary(edited, touched, path.root)
}

/** What becomes of each chosen element: a part set, or undefined to clear it; null to remove the whole element. */
function readParts({ op, path, value }: Step): Parts | null {
  if (path.sub === null) return op === 'remove' ? null : readElementParts(path.root, value)
  if (op === 'remove') return { [path.sub]: undefined }
  if (path.sub === 'value') return { value: undefined, ...readElementParts(path.root, { value }) }
  return { [path.sub]: readScalar(path.definition, value, shortName(path)) }
}

/**
 * The element a filter describes. Entra replaces `emails[type eq "work"].value` of people without emails and means to add
 * one; a `value` to be replaced has to be there: RFC 7644 section 3.5.2.3.
 */
function makeElement({ op, filter, path }: Step, parts: Parts): ScimComplex {
  const described = filter === null ? {} : equalities(filter)
  const made = { ...described, ...toComplex(parts) }
  const identified = op === 'replace' && described !== null && 'value' in described
  if (described && !identified && (!filter || matchesElement(made, filter))) return made
  throw noTarget(`None of the ${path.attribute} matches the filter of the path.`)
}

/** What each part must be equal to, when the filter says nothing else; null when it does. */
function equalities(filter: Filter): Readonly<Record<string, ScimScalar>> | null {
  if (filter.kind === 'compare' && filter.operator === 'eq')
    return filter.value === null ? null : { [filter.path.sub ?? 'value']: filter.value }
  if (filter.kind !== 'and') return null
  const described = filter.items.map(equalities).filter((one) => one !== null)
  return described.length === filter.items.length ? Object.assign({}, ...described) : null
}

/** The preferred element of this step takes the rank from the others. */
function withOnePrimary(
  elements: Elements,
  touched: ReadonlySet<ScimComplex>,
  definition: AttributeDefinition,
): Elements {
  const preferred = [...touched].filter(
    (element) => element['primary'] === true && elements.includes(element),
  )
  if (preferred.length === 0) return elements
  if (preferred.length > 1) throw invalidValue(`Only one of the ${definition.name} can be primary.`)
  return elements.map((element) =>
    element['primary'] === true && element !== preferred[0] ? { ...element, primary: false } : element,
  )
}
