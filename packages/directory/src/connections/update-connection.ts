import { countLinkedPeople, type Emit, lockConnection, Prisma, type Tx } from '@rollcall/db'
import {
  checkReport,
  connectionId,
  type ConnectionView,
  type UpdateConnectionInput,
  updateConnectionInput,
} from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { refuseDuringRun } from './active-run.ts'
import { checkSchedule } from './check-schedule.ts'
import { getConnection } from './get-connection.ts'
import { toCredentialColumns } from './credential-columns.ts'
import { planConnectionEdit } from './plan-connection-edit.ts'
import { CONNECTION_SELECT } from './to-connection-view.ts'

const schema = updateConnectionInput.extend({ id: connectionId })

/** Changes settings; the stored secret is replaced only when a new one is given. */
export async function updateConnection({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<ConnectionView> {
  const { id, ...edit } = parseInput(schema, input)
  checkSchedule(edit.schedule)
  await ctx.db.change((tx, emit) => editConnection({ ctx, tx, emit, id, edit }))
  return getConnection({ ctx, input: { id } })
}

interface Edit {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  edit: UpdateConnectionInput
}

async function editConnection({ ctx, tx, emit, id, edit }: Edit): Promise<void> {
  if (!(await lockConnection(tx, id))) throw notFound('connection')
  const stored = await tx.connection.findUniqueOrThrow({ where: { id }, select: CONNECTION_SELECT })
  const plan = planConnectionEdit(stored, edit)
  const replaced = edit.clientSecret !== undefined || edit.certificate !== undefined
  if (plan.fields.length === 0 && !replaced) return
  if (plan.newTenant && !isCheckedTenant(stored.lastCheck, edit.directoryId)) await leaveTenant(tx, id)

  await tx.connection.update({
    where: { id },
    data: {
      ...plan.values,
      ...(plan.newCredentials && { lastCheck: Prisma.DbNull }),
      ...(replaced && toCredentialColumns(ctx, id, edit)),
      updatedAt: ctx.now(),
    },
    select: { id: true },
  })
  const connection = edit.displayName ?? stored.displayName
  const about = { actor: ctx.actor, connectionId: id }
  if (plan.fields.length > 0) {
    const fields = plan.fields.map((field) => ({ ...field }))
    emit({ ...about, type: 'connection.updated', data: { connection, fields } })
  }
  if (replaced) emit({ ...about, type: 'connection.secret_replaced', data: { connection } })
}

/** A domain name and the directory ID that a check found behind it are one tenant. */
function isCheckedTenant(lastCheck: Prisma.JsonValue, directoryId: string | undefined): boolean {
  const report = checkReport.pick({ tenant: true }).safeParse(lastCheck)
  const known = report.success ? report.data.tenant?.id : undefined
  return known !== undefined && known.toLowerCase() === directoryId?.toLowerCase()
}

/** What was read from the old tenant says nothing about the new one; people linked to it would all look gone. */
async function leaveTenant(tx: Tx, id: string): Promise<void> {
  await refuseDuringRun(tx, id, 'moved to another tenant')
  const people = await countLinkedPeople(tx, id)
  if (people > 0) {
    throw new DirectoryError(
      'conflict',
      `This connection manages ${people === 1 ? '1 person' : `${people} people`} of its tenant, so it cannot change to another one. Make a new connection for the other tenant.`,
    )
  }
  await tx.entraIdentity.deleteMany({ where: { connectionId: id } })
  await tx.entraGroupMember.deleteMany({ where: { connectionId: id } })
  await tx.entraGroup.deleteMany({ where: { connectionId: id } })
}
