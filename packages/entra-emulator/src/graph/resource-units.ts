import type { ODataQuery } from '../odata/query.ts'
import type { GraphRoute } from './graph-route.ts'
import { unreachable } from '../unreachable.ts'

function baseCost(route: GraphRoute): number {
  switch (route.kind) {
    case 'list':
    case 'one':
    case 'count':
      return route.of === 'users' ? 2 : 1
    case 'members':
      return route.transitive ? 5 : 3
    case 'manager':
    case 'application':
      return 2
    case 'delta':
    case 'deleted-items':
    case 'organization':
    case 'batch':
      return 1
  }
  return unreachable(route)
}

const SMALL_PAGE = 20

/** What a request costs in resource units (Graph throttling limits, identity and access). */
export function resourceUnits(route: GraphRoute, query: ODataQuery): number {
  let cost = baseCost(route)
  if (query.select !== undefined) cost--
  if (query.expand !== undefined) cost++
  if (query.top !== undefined && query.top < SMALL_PAGE) cost--
  return Math.max(1, cost)
}
