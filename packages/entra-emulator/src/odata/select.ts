import { GraphProblem, unsupportedQuery } from '../graph/graph-problem.ts'
import { PROPERTIES } from '../graph/properties.ts'
import type { MemberKind } from '../directory/directory-object.ts'
import type { ODataQuery } from './query.ts'

function notImplemented(): GraphProblem {
  return new GraphProblem(501, 'NotImplemented', 'This operation target is not yet supported.')
}

function unknownProperty(name: string, typeName: string): GraphProblem {
  return new GraphProblem(
    400,
    'BadRequest',
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${typeName}'.`,
  )
}

/** The properties one type shows under `$select`; `id` always comes along. */
export function selectedProperties(query: ODataQuery, kind: MemberKind): readonly string[] {
  const table = PROPERTIES[kind]
  if (query.select === undefined) return table.defaults
  for (const name of query.select) {
    if (table.foreign.has(name)) throw notImplemented()
    if (!table.all.has(name) && !table.relations.has(name)) throw unknownProperty(name, kind)
  }
  const chosen = query.select.filter((name) => table.all.has(name))
  return chosen.includes('id') ? chosen : ['id', ...chosen]
}

/** For collections of mixed types: each type shows what it has of the selected properties. */
export function selectedOfMixed(
  query: ODataQuery,
  kinds: readonly MemberKind[],
): Map<MemberKind, readonly string[]> {
  const { select } = query
  for (const name of select ?? []) {
    if (kinds.some((kind) => PROPERTIES[kind].foreign.has(name))) throw notImplemented()
    if (!kinds.some((kind) => PROPERTIES[kind].all.has(name))) throw unknownProperty(name, 'directoryObject')
  }
  return new Map(
    kinds.map((kind) => {
      const { all, defaults } = PROPERTIES[kind]
      const chosen = select === undefined ? defaults : select.filter((name) => name !== 'id' && all.has(name))
      return [kind, select === undefined ? chosen : ['id', ...chosen]]
    }),
  )
}

/** `users(id,mail)`: the context suffix names what was selected. */
export function contextOf(name: string, query: ODataQuery): string {
  return query.select === undefined ? name : `${name}(${query.select.join(',')})`
}

/** `$expand=manager` or `$expand=manager($select=…)`; anything else is refused. */
export function expandedManager(query: ODataQuery): readonly string[] | undefined {
  if (query.expand === undefined) return undefined
  const found = /^manager(?:\(\$select=([\w,]+)\))?$/i.exec(query.expand.replaceAll(' ', ''))
  if (found === null) throw unsupportedQuery()
  const chosen = found[1]?.split(',') ?? PROPERTIES.user.defaults
  return chosen.includes('id') ? chosen : ['id', ...chosen]
}
