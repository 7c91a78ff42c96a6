import {
  findExplainedUser,
  listExplainedIdentities,
  listExplainedMemberships,
  listLatestChanges,
  listLatestEvents,
  listLatestPushes,
  listStepsAbove,
  type ExplainedIdentityRow,
} from '@rollcall/db'
import { userId, userWhyView, type UserWhyView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { explainAccount, type UserFacts } from './explain-account.ts'
import { explainAnswer, explainRecord } from './explain-directory.ts'
import { explainFields } from './explain-fields.ts'
import { explainRealms } from './explain-realms.ts'
import { toGroups } from './group-paths.ts'
import { toDirectoryObject } from './to-directory-person.ts'

const schema = z.object({ id: userId })

/** Why a person is here and everything about them is as it is, from stored facts alone, in seven statements. */
export async function explainUser({ ctx, input }: Call<z.input<typeof schema>>): Promise<UserWhyView> {
  const { id } = parseInput(schema, input)
  const { client } = ctx.db
  const user = await findExplainedUser(client, id)
  if (!user) throw notFound('person')
  const identities = await listExplainedIdentities(client, { userId: id })
  const memberships = await listExplainedMemberships(client, id)
  const changes = await listLatestChanges(client, id)
  const events = await listLatestEvents(client, id)
  const pushes = await listLatestPushes(client, { userId: id, now: ctx.now() })
  const steps = await listStepsAbove(client, identities)
  const facts: UserFacts = {
    user,
    identities,
    changes: new Map(changes.map((change) => [change.aspect, change])),
    events: new Map(events.map((event) => [`${event.type} ${event.about}`, event])),
    pushes: new Map(pushes.map((push) => [push.aspect, push])),
  }
  const groups = new Map(identities.map((row) => [row.id, toGroups(row, steps)]))
  const groupsOf = (row: ExplainedIdentityRow) => groups.get(row.id) ?? []
  return userWhyView.parse({
    userId: id,
    name: user.name,
    status: user.status,
    answer: explainAnswer(facts, groupsOf),
    account: explainAccount(facts),
    directories: identities.map((row) => ({
      ...toDirectoryObject(row),
      statements: explainRecord(facts, row),
      groups: groupsOf(row),
    })),
    realms: explainRealms(facts, memberships, groupsOf),
    fields: explainFields(facts),
  } satisfies Record<keyof UserWhyView, unknown>)
}
