import { insertSandboxUser, insertScimUser, isSerializationFailure } from '@rollcall/db'
import { changedPaths } from '@rollcall/scim'
import { createCarefully, type CreateScimUser, type Creation } from './create-carefully.ts'
import { judgeLinked, toStranger } from './judge-scim-user.ts'
import type { ScimCall, Written } from './provider-call.ts'
import { toScimRefusal, userNameTaken } from './scim-refusals.ts'
import { toPushedPerson } from './to-pushed-person.ts'
import { toUserEvent, type Settled } from './user-facts.ts'
import { toUserProfile } from './to-user-profile.ts'

/** Stores a User and brings the people here in step with it. Throws ScimError 409 `uniqueness` when its userName is taken. */
export async function createScimUser(call: ScimCall<CreateScimUser>): Promise<Written> {
  const { ctx, rules, input } = call
  const creation: Creation = {
    call,
    person: toPushedPerson(rules, ctx.newId(), input.document),
    changed: changedPaths({}, input.document, 'User'),
    at: ctx.now(),
  }
  try {
    if (rules.sandbox) {
      const stored = await insertSandboxUser(ctx.db.sql, creation.person, creation.at)
      if (!stored) throw userNameTaken()
      return toWritten(creation, { outcome: 'stored', userId: null, why: null, fields: [] })
    }
    const settled = (await createStranger(creation)) ?? (await createCarefully(creation))
    return toWritten(creation, settled)
  } catch (error) {
    throw toScimRefusal(error)
  }
}

/** Nearly everyone who is pushed is new here; null when this one may not be, and then nothing was written. */
async function createStranger(creation: Creation): Promise<Settled | null> {
  const { call, person, changed, at } = creation
  const { ctx, rules } = call
  const verdict = judgeLinked(toStranger(person), rules, at)
  if (verdict.kind !== 'create') return null
  const userId = ctx.newId()
  const settled: Settled = { outcome: 'created', userId, why: verdict.reason, fields: [] }
  try {
    const stored = await insertScimUser(ctx.db.sql, {
      person,
      rulesVersion: rules.version,
      user: {
        ...toUserProfile(verdict.after.profile),
        id: userId,
        role: rules.defaultRole,
        active: verdict.after.status === 'active',
      },
      event: toUserEvent(call, person, changed, settled),
      at,
    })
    if (stored === 'taken') throw userNameTaken()
    return stored === 'stored' ? settled : null
  } catch (error) {
    if (isSerializationFailure(error)) return null
    throw error
  }
}

function toWritten({ call, person, changed, at }: Creation, { outcome, userId, why }: Settled): Written {
  return {
    resource: { id: person.id, document: call.input.document, version: 1, created: at, lastModified: at },
    resourceId: person.id,
    outcome,
    changed,
    userId,
    why,
  }
}
