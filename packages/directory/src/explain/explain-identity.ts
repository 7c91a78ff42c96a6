import {
  findFirstRequest,
  listCoverage,
  listExplainedIdentities,
  listStepsAbove,
  type CoverageRow,
  type ExplainedIdentityRow,
  type FirstRequestRow,
} from '@rollcall/db'
import { identityWhyView, type IdentityWhyView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { explainPresence } from './explain-absence.ts'
import { describeScope } from './explain-coverage.ts'
import { toGroups } from './group-paths.ts'
import { isPushed, knownAs } from './push-facts.ts'
import { say, type Statement } from './statement.ts'
import { toDirectoryObject } from './to-directory-person.ts'

const schema = z.object({ id: z.uuid() })

/** Why someone in the directory is a person here or not, from stored facts alone, in three statements. */
export async function explainIdentity({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<IdentityWhyView> {
  const { id } = parseInput(schema, input)
  const { client } = ctx.db
  const [row] = await listExplainedIdentities(client, { ids: [id] })
  if (!row) throw notFound('person in the directory')
  const groups = toGroups(row, await listStepsAbove(client, [row]))
  const { connectionId } = row
  const [scope] = isPushed(row) ? [] : await listCoverage(client, connectionId)
  const first = isPushed(row) ? await findFirstRequest(client, { connectionId, resourceId: id }) : null
  return identityWhyView.parse({
    ...toDirectoryObject(row),
    userId: row.userId,
    answer: explainPresence(row),
    statements: isPushed(row) ? toPushStatements(row, first) : toStatements(row, scope),
    groups,
  } satisfies Record<keyof IdentityWhyView, unknown>)
}

/** What is known besides the answer: since when the person is in the mirror, what is read, and how they would come in. */
function toStatements(row: ExplainedIdentityRow, scope: CoverageRow | undefined): Statement[] {
  const { connectionId, connectionName } = row
  const statements = [
    say('met', `${connectionName} read this account for the first time.`, {
      connectionId,
      at: row.createdAt,
    }),
  ]
  if (scope) {
    const text = `${connectionName} reads ${describeScope(scope)}.`
    statements.push(say('scope', text, { connectionId, at: scope.lastFullAt }))
  }
  if (!row.accountEnabled && row.userId === null) {
    const text = 'The account is disabled in the directory, so the person would come in disabled.'
    statements.push(say('disabled_in_directory', text, { connectionId, at: row.syncedAt }))
  }
  return statements
}

/** The same for someone whom a client pushes: the request that told of them first, and how the client knows them. */
function toPushStatements(row: ExplainedIdentityRow, first: FirstRequestRow | null): Statement[] {
  const { connectionId, connectionName } = row
  const statements = [
    say('met', `The client of ${connectionName} told of this account for the first time.`, {
      connectionId,
      requestId: first?.id ?? null,
      at: row.createdAt,
    }),
  ]
  if (row.leftAt === null) {
    const text = `The client knows the person as ${knownAs(row)}.`
    statements.push(say('present', text, { connectionId, at: row.syncedAt }))
  }
  if (!row.accountEnabled && row.userId === null) {
    const text = 'The client sent that the account is not active, so the person would come in disabled.'
    statements.push(say('disabled_in_directory', text, { connectionId, at: row.syncedAt }))
  }
  return statements
}
