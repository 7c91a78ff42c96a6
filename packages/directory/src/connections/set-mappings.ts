import { holdRealms, lockConnection, planEveryoneNext, type Tx } from '@rollcall/db'
import { connectionId, type MappingInput, mappingsInput, type MappingView } from '@rollcall/vocabulary'
import * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { findGroupNames } from './find-group-names.ts'
import { listMappings } from './list-mappings.ts'
import { type MappingsPlan, planMappings } from './plan-mappings.ts'

const schema = z.object({ id: connectionId, mappings: mappingsInput })

/** Replaces all mappings of a connection. Memberships follow at the next sync, whose plan shows them first. */
export async function setMappings({ ctx, input }: Call<z.input<typeof schema>>): Promise<MappingView[]> {
  const { id, mappings } = parseInput(schema, input)
  const groupIds = mappings.map((mapping) => mapping.groupId)
  const names = await findGroupNames(ctx, id, groupIds)
  await ctx.db.change(async (tx, emit) => {
    if (!(await lockConnection(tx, id))) throw notFound('connection')
    await refuseMissingRealms(tx, mappings)
    const plan = planMappings(await readStored(tx, id), mappings)
    await applyPlan({ ctx, tx, id, plan, names })
    const changed = plan.create.length + plan.update.length + plan.remove.length
    if (changed === 0) return
    const { displayName } = await tx.connection.findUniqueOrThrow({
      where: { id },
      select: { displayName: true },
    })
    await planEveryoneNext(tx, { connectionId: id })
    emit({
      type: 'mappings.changed',
      actor: ctx.actor,
      connectionId: id,
      data: {
        connection: displayName,
        added: plan.create.length,
        changed: plan.update.length,
        removed: plan.remove.length,
      },
    })
  })
  return listMappings({ ctx, input: { id } })
}

async function readStored(tx: Tx, id: string) {
  const rows = await tx.groupMapping.findMany({
    where: { connectionId: id },
    select: {
      id: true,
      groupObjectId: true,
      mode: true,
      realmId: true,
      _count: { select: { memberships: true } },
    },
  })
  return rows.map(({ _count, ...row }) => ({ ...row, inUse: _count.memberships > 0 }))
}

async function refuseMissingRealms(tx: Tx, mappings: readonly MappingInput[]): Promise<void> {
  const wanted = new Set(
    mappings.flatMap((one) => (one.mode === 'existing' && one.realmId ? [one.realmId] : [])),
  )
  const known = new Set<string>((await holdRealms(tx, [...wanted])).map((realm) => realm.id))
  const issues = mappings.flatMap((one, index) =>
    one.mode === 'existing' && one.realmId && !known.has(one.realmId)
      ? [{ path: `mappings.${index}.realmId`, message: 'This realm no longer exists. Choose another one.' }]
      : [],
  )
  const first = issues[0]
  if (first) throw new DirectoryError('invalid_input', first.message, issues)
}

interface Apply {
  ctx: Context
  tx: Tx
  id: string
  plan: MappingsPlan
  names: ReadonlyMap<string, string>
}

async function applyPlan({ ctx, tx, id, plan, names }: Apply): Promise<void> {
  await tx.groupMapping.deleteMany({ where: { id: { in: [...plan.remove] } } })
  await tx.groupMapping.createMany({
    data: plan.create.map((mapping) => ({
      ...mapping,
      id: ctx.newId(),
      connectionId: id,
      groupName: names.get(mapping.groupObjectId) ?? null,
      createdAt: ctx.now(),
    })),
  })
  for (const { id: mappingId, groupObjectId, mode, realmId } of plan.update) {
    const name = names.get(groupObjectId)
    await tx.groupMapping.update({
      where: { id: mappingId },
      data: { mode, realmId, ...(name !== undefined && { groupName: name }) },
      select: { id: true },
    })
  }
}
