import { runView, type RunView } from '@rollcall/vocabulary'

/** What a run reads, fixed when it starts so that the plan can say what it is about. */
export type RunScope = RunView['scope']

export function parseScope(stored: unknown): RunScope {
  return runView.shape.scope.parse(stored)
}

/** The same people can be expected from two scopes with the same key; the order of groups does not matter. */
export function scopeKey(scope: RunScope): string {
  return JSON.stringify([
    scope.groups.map((group) => group.id).toSorted(),
    scope.includeNested,
    scope.includeGuests,
  ])
}
