import type { DirectorySource, RunWarning } from '@rollcall/vocabulary'
import type { GroupFindings } from './read-group.ts'
import type { RunSession } from './run-session.ts'

/** Nested groups that are counted and named in one warning; more are only mentioned. */
const NAMED = 10

/** Says what an admin would otherwise have to find out: hidden members, people inside nested groups, an empty group. */
export async function findGroupWarnings(
  session: RunSession,
  source: DirectorySource,
  findings: GroupFindings,
  inScope: boolean,
): Promise<RunWarning[]> {
  const { group, people, nested } = findings
  const warnings: RunWarning[] = []
  if (group.hiddenMembership && people === 0) {
    warnings.push({
      code: 'hidden_membership',
      text: `${group.displayName} hides its members. Grant the application permission Member.Read.Hidden to read them.`,
      count: null,
    })
  } else if (people === 0 && nested.length === 0) {
    warnings.push({ code: 'empty_group', text: `${group.displayName} has no people in it.`, count: 0 })
  }
  if (nested.length === 0 || session.scope.includeNested) return warnings
  const counted = await Promise.all(
    nested.slice(0, NAMED).map(async (child) => ({
      name: child.name ?? child.id,
      people: await source.countPeople(child.id, true, session.signal).catch(() => null),
    })),
  )
  const total = counted.every((child) => child.people !== null)
    ? counted.reduce((sum, child) => sum + (child.people ?? 0), 0)
    : null
  const names = counted
    .map((child) => (child.people === null ? child.name : `${child.name} (${child.people})`))
    .join(', ')
  const more = nested.length > NAMED ? ` and ${nested.length - NAMED} more` : ''
  warnings.push({
    code: 'nested_groups',
    text: `${group.displayName} holds ${nested.length === 1 ? 'another group' : 'other groups'} whose people ${inScope ? 'are not imported' : 'do not get its realm'}: ${names}${more}. Turn on nested groups to include them.`,
    count: total,
  })
  return warnings
}
