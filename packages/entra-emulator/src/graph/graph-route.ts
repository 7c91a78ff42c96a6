import { isGuid } from '../seeded-random.ts'
import { badRequest, GraphProblem } from './graph-problem.ts'

export type CollectionName = 'users' | 'groups'
export type CastKind = 'user' | 'group' | 'device' | 'servicePrincipal' | 'orgContact'

export type GraphRoute =
  | { kind: 'list' | 'count' | 'delta' | 'deleted-items'; of: CollectionName }
  | { kind: 'one'; of: CollectionName; id: string }
  | { kind: 'members'; groupId: string; transitive: boolean; cast: CastKind | undefined; count: boolean }
  | { kind: 'manager'; userId: string }
  | { kind: 'organization' }
  | { kind: 'application'; clientId: string }
  | { kind: 'batch' }

const CAST_KINDS: Readonly<Record<string, CastKind>> = {
  'microsoft.graph.user': 'user',
  'microsoft.graph.group': 'group',
  'microsoft.graph.device': 'device',
  'microsoft.graph.serviceprincipal': 'servicePrincipal',
  'microsoft.graph.orgcontact': 'orgContact',
}

const DELTA_NAMES = new Set(['delta', 'delta()', 'microsoft.graph.delta', 'microsoft.graph.delta()'])

function unknownSegment(segment: string): GraphProblem {
  return new GraphProblem(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
}

function membersRoute(groupId: string, segments: readonly string[]): GraphRoute {
  const [relation = '', ...rest] = segments
  const transitive = relation === 'transitivemembers'
  if (!transitive && relation !== 'members') throw unknownSegment(relation)
  let cast: CastKind | undefined
  const [castName] = rest
  if (castName !== undefined && castName !== '$count') {
    cast = CAST_KINDS[castName]
    if (cast === undefined) throw unknownSegment(castName)
    rest.shift()
  }
  const [last, extra] = rest
  if (extra !== undefined || (last !== undefined && last !== '$count'))
    throw unknownSegment(extra ?? last ?? '')
  return { kind: 'members', groupId, transitive, cast, count: last === '$count' }
}

function collectionRoute(
  of: CollectionName,
  segments: readonly string[],
  raw: readonly string[],
): GraphRoute {
  const [first, second] = segments
  if (first === undefined) return { kind: 'list', of }
  if (first === '$count') return { kind: 'count', of }
  if (DELTA_NAMES.has(first)) return { kind: 'delta', of }
  const id = raw[0] ?? ''
  if (of === 'groups' && !isGuid(id)) throw badRequest(`Invalid object identifier '${id}'.`)
  if (second === undefined) return { kind: 'one', of, id }
  if (of === 'groups') return membersRoute(id, segments.slice(1))
  if (second === 'manager' && segments.length === 2) return { kind: 'manager', userId: id }
  throw unknownSegment(second)
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest(`Invalid object identifier '${segment}'.`)
  }
}

/** What a path below `/v1.0` asks for. Names are not case-sensitive, as in Graph. */
export function parseGraphRoute(path: string): GraphRoute {
  const raw = path
    .split('/')
    .filter((part) => part !== '')
    .slice(1)
    .map(decode)
  const segments = raw.map((part) => part.toLowerCase())
  const [first = '', ...rest] = segments
  if (first === 'users' || first === 'groups') return collectionRoute(first, rest, raw.slice(1))
  if (first === '$batch' && rest.length === 0) return { kind: 'batch' }
  if (first === 'organization' && rest.length === 0) return { kind: 'organization' }
  const application = /^applications\(appid='([^']*)'\)$/.exec(first)
  if (application?.[1] !== undefined && rest.length === 0)
    return { kind: 'application', clientId: application[1] }
  if (first === 'directory' && rest[0] === 'deleteditems' && rest.length === 2) {
    if (rest[1] === 'microsoft.graph.user') return { kind: 'deleted-items', of: 'users' }
    if (rest[1] === 'microsoft.graph.group') return { kind: 'deleted-items', of: 'groups' }
  }
  throw unknownSegment(raw[0] ?? '')
}
