import { SourceError } from '@rollcall/vocabulary'
import { countOrNull } from '../groups.ts'
import { sortReadings, toSourceGroup } from '../transform.ts'
import { parsePage } from '../wire.ts'
import {
  fromError,
  NO_TOKEN,
  TOKEN_FIRST,
  plural,
  skipped,
  type CheckKit,
  type Findings,
  type ProbedGroup,
  type Verdict,
} from './findings.ts'

/** Full pages, because they also tell which groups to try the members of and which hide theirs. */
const FIRST = '/groups?$select=id,displayName,visibility&$top=999'
const MOST_PAGES = 5

export async function checkGroups(kit: CheckKit, findings: Findings): Promise<Verdict> {
  if (!findings.signedIn) return skipped(NO_TOKEN, { hint: TOKEN_FIRST })
  const { client, signal, session } = kit
  try {
    findings.groups = await readSomeGroups(kit)
    findings.groupCount = await countOrNull(client.getCount('/groups/$count', { subject: 'groups', signal }))
    const count = findings.groupCount
    const holds = count === null ? '' : `; the directory holds ${plural(count, 'group', 'groups')}`
    return { status: 'pass', detail: `Groups can be read${holds}.` }
  } catch (error) {
    if (error instanceof SourceError && error.failure !== 'cancelled') {
      return fromError(error, error.failure === 'refused' ? session.context.links.permissions : null)
    }
    throw error
  }
}

async function readSomeGroups({ client, signal }: CheckKit): Promise<ProbedGroup[]> {
  const groups: ProbedGroup[] = []
  let where: string | null = FIRST
  for (let count = 0; where !== null && count < MOST_PAGES; count += 1) {
    const page = parsePage(await client.getJson(where, { subject: 'groups', signal }), 'groups')
    for (const group of sortReadings(page.items, toSourceGroup).items) {
      groups.push({ id: group.objectId, name: group.displayName, hidden: group.hiddenMembership })
    }
    where = page.nextLink
  }
  return groups
}
