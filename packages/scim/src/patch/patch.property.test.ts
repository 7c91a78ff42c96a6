import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalName, shortName, writableAttributes } from '../attribute-path.ts'
import { getValue } from '../document.ts'
import { isBare } from '../read/read-elements.ts'
import { readResource } from '../read/read-resource.ts'
import { isObject, type ScimResource } from '../resource.ts'
import { sameValue } from '../same-value.ts'
import { ScimError } from '../scim-error.ts'
import { texts, userDocuments, valueOf } from '../testing/arbitraries.ts'
import { mergeMemberChanges, type MemberChange } from './member-changes.ts'
import { patchUser } from './patch-user.ts'
import type { PatchOperation } from './read-patch.ts'

const attributes = writableAttributes('User').filter(({ definition }) => definition.returned !== 'never')
const ops = fc.constantFrom('add' as const, 'replace' as const, 'remove' as const)

/** An operation on a whole attribute, a part of one, or chosen elements, with a value that fits. */
const operations: fc.Arbitrary<PatchOperation> = fc.constantFrom(...attributes).chain((attribute) => {
  const name = canonicalName(attribute)
  const subs = attribute.root.subAttributes.filter(({ mutability }) => mutability === 'readWrite')
  const whole = fc.record({ op: ops, path: fc.constant(name), value: valueOf(attribute.root) })
  if (subs.length === 0) return whole
  const part = fc.constantFrom(...subs).chain((sub) => {
    const chosen = texts.map((type) => `${name}[type eq ${JSON.stringify(type)}].${sub.name}`)
    const path = attribute.root.multiValued ? chosen : fc.constant(`${name}.${sub.name}`)
    return fc.record({ op: ops, path, value: fc.oneof(valueOf(sub), fc.constantFrom('', null)) })
  })
  return fc.oneof(whole, part)
})

function patched(resource: ScimResource, ...list: readonly PatchOperation[]): ScimResource | null {
  try {
    return patchUser(resource, list).resource
  } catch (error) {
    if (error instanceof ScimError) return null
    throw error
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

/** Whether an operation is about the very part it chooses by, so that a second time it chooses others. */
function movesItsTarget({ path }: PatchOperation): boolean {
  return path?.endsWith('].type') ?? false
}

test('what was given is never written to', () => {
  fc.assert(
    fc.property(userDocuments, fc.array(operations, { maxLength: 5 }), (document, list) => {
      const before = structuredClone(document)
      patched(deepFreeze(document), ...deepFreeze(list))
      expect(document).toEqual(before)
    }),
    { numRuns: 120 },
  )
})

test('an operation that is sent again changes nothing more', () => {
  fc.assert(
    fc.property(userDocuments, operations, (document, operation) => {
      const once = patched(document, operation)
      fc.pre(once !== null && !movesItsTarget(operation))
      expect(once && patched(once, operation)).toEqual(once)
      expect(once && patchUser(once, [operation]).changed).toEqual([])
    }),
    { numRuns: 250 },
  )
})

test('what an add brought, a remove takes away again', () => {
  fc.assert(
    fc.property(userDocuments, operations, (document, operation) => {
      const [name] = (operation.path ?? '').split('[')
      const path = attributes.find((one) => name?.startsWith(canonicalName(one)))
      fc.pre(path !== undefined && getValue(document, path) === undefined && path.attribute !== 'active')
      const added = patched(document, { ...operation, op: 'add' })
      fc.pre(added !== null)
      expect(patched(added ?? {}, { op: 'remove', path: operation.path, value: undefined })).toEqual(document)
    }),
    { numRuns: 120 },
  )
})

test('a key of a value says the same as a path', () => {
  fc.assert(
    fc.property(userDocuments, operations, (document, operation) => {
      fc.pre(operation.op !== 'remove')
      const keyed = { op: operation.op, path: null, value: { [operation.path ?? '']: operation.value } }
      expect(patched(document, keyed)).toEqual(patched(document, operation))
    }),
    { numRuns: 200 },
  )
})

test('a patched document is one that could have been sent', () => {
  fc.assert(
    fc.property(userDocuments, fc.array(operations, { maxLength: 4 }), (document, list) => {
      const result = patched(document, ...list)
      fc.pre(result !== null && !hasBareElement(result))
      expect(readResource(result, 'User')).toEqual(result)
    }),
    { numRuns: 120 },
  )
})

/** An element that so far has only what describes it; a later operation gives it a value. */
function hasBareElement(resource: ScimResource): boolean {
  return Object.values(resource).some(
    (value) => Array.isArray(value) && value.some((item) => isObject(item) && isBare(item as never)),
  )
}

test('changed names what differs, and nothing else', () => {
  fc.assert(
    fc.property(userDocuments, fc.array(operations, { maxLength: 3 }), (document, list) => {
      const result = patched(document, ...list)
      fc.pre(result !== null)
      const { changed } = patchUser(document, list)
      for (const path of attributes) {
        const named = changed.some(
          (name) => name === canonicalName(path) || name.startsWith(`${shortName(path)}.`),
        )
        expect(named).toBe(!sameValue(getValue(document, path), getValue(result ?? {}, path)))
      }
    }),
    { numRuns: 120 },
  )
})

const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 3 })
const memberChanges: fc.Arbitrary<MemberChange> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const, 'set' as const), ids }),
  fc.constant({ kind: 'clear' as const }),
)

function applied(members: ReadonlySet<string>, changes: readonly MemberChange[]): ReadonlySet<string> {
  return changes.reduce<ReadonlySet<string>>((left, change) => {
    if (change.kind === 'clear') return new Set()
    if (change.kind === 'set') return new Set(change.ids)
    if (change.kind === 'add') return new Set([...left, ...change.ids])
    return new Set([...left].filter((id) => !change.ids.includes(id)))
  }, members)
}

test('merged changes of members end where all of them would', () => {
  fc.assert(
    fc.property(ids, fc.array(memberChanges, { maxLength: 6 }), (members, changes) => {
      const merged = mergeMemberChanges(changes)
      const [one, other] = [applied(new Set(members), merged), applied(new Set(members), changes)]
      expect([...one].toSorted()).toEqual([...other].toSorted())
      expect(merged.length).toBeLessThanOrEqual(2)
    }),
  )
})
