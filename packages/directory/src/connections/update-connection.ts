import { countLinkedPeople, type Emit, lockConnection, Prisma, type Tx } from '@rollcall/db'
import {
  checkReport,
  connectionId,
  connectionKind,
  type ConnectionKind,
  type UpdateConnectionInput,
  updateConnectionInput,
  type UpdatedConnectionView,
} from '@rollcall/vocabulary'
import type * as z from 'zod'
import type { Call, Context } from '../context.ts'
import { DirectoryError, notFound, parseInput } from '../errors.ts'
import { remirrorScimUsers } from '../provisioning/remirror-scim-users.ts'
import { liftPause } from '../schedules/lift-pause.ts'
import { toScheduleColumns } from '../schedules/schedule-columns.ts'
import { refuseDuringRun } from './active-run.ts'
import { checkSchedule } from './check-schedule.ts'
import { getConnection } from './get-connection.ts'
import { toCredentialColumns } from './credential-columns.ts'
import { type ConnectionEdit, planConnectionEdit } from './plan-connection-edit.ts'
import { planExpiryEdit } from './plan-expiry-edit.ts'
import { refuseForeignSettings } from './refuse-foreign-settings.ts'
import { CONNECTION_SELECT, type ConnectionRow } from './to-connection-view.ts'
import { type TriedCredential, tryNewCredential } from './try-new-credential.ts'

const schema = updateConnectionInput.extend({ id: connectionId })

/**
 * Changes settings. A new secret or certificate is tried first and replaces the stored one when the directory accepts
 * it; runs under way keep the one they opened with. Requests of a SCIM client that are judged by older rules are judged again.
 */
export async function updateConnection({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<UpdatedConnectionView> {
  const { id, ...edit } = parseInput(schema, input)
  checkSchedule(edit.schedule)
  const kind = await readKind(ctx, id)
  refuseForeignSettings(kind, edit)
  const tried = await tryNewCredential(ctx, id, edit)
  const plan = await ctx.db.change((tx, emit) => editConnection({ ctx, tx, emit, id, edit, tried }))
  if (kind === 'scim') ctx.forgetScimAccess()
  if (plan.newMirroring) await remirrorScimUsers({ ctx, connectionId: id })
  const view = await getConnection({ ctx, input: { id } })
  return { ...view, notice: tried?.notice ?? null }
}

async function readKind(ctx: Context, id: string): Promise<ConnectionKind> {
  const row = await ctx.db.client.connection.findFirst({
    where: { id, sandbox: false },
    select: { kind: true },
  })
  if (!row) throw notFound('connection')
  return connectionKind.parse(row.kind)
}

/** What is known of changes in one directory says nothing about another. */
const READ_NOTHING_YET = { deltaLinksSealed: null, deltaAt: null, lastFullAt: null, planEveryone: true }

interface Edit {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  edit: UpdateConnectionInput
  tried: TriedCredential | null
}

async function editConnection({ ctx, tx, emit, id, edit, tried }: Edit): Promise<ConnectionEdit> {
  if (!(await lockConnection(tx, id))) throw notFound('connection')
  const stored = await tx.connection.findUniqueOrThrow({ where: { id }, select: CONNECTION_SELECT })
  const plan = planConnectionEdit(stored, edit)
  const expiry = planExpiryEdit(stored, edit)
  const fields = [...plan.fields, ...(expiry ? [expiry.field] : [])]
  if (fields.length === 0 && !tried) return plan
  if (plan.newTenant && !isCheckedTenant(stored.lastCheck, edit.directoryId)) await leaveTenant(tx, id)

  await tx.connection.update({
    where: { id },
    data: {
      ...plan.values,
      ...(plan.newCredentials && { lastCheck: Prisma.DbNull }),
      ...(plan.newRules && { planEveryone: true, rulesVersion: { increment: 1 } }),
      ...(plan.newMirroring && { scimMirroring: plan.newMirroring }),
      ...(plan.newDirectory && READ_NOTHING_YET),
      ...(plan.newSchedule && toScheduleColumns(toSchedule(plan, stored), ctx.now())),
      ...expiry?.columns,
      ...(tried && toCredentialColumns(ctx, id, edit)),
      updatedAt: ctx.now(),
    },
    select: { id: true },
  })
  const connection = edit.displayName ?? stored.displayName
  const about = { actor: ctx.actor, connectionId: id }
  if (fields.length > 0) {
    emit({
      ...about,
      type: 'connection.updated',
      data: { connection, fields: fields.map((field) => ({ ...field })) },
    })
  }
  if (!tried) return plan
  const credential = edit.certificate ? 'certificate' : 'client secret'
  emit({
    ...about,
    type: 'connection.secret_replaced',
    data: { connection, credential, untried: tried.untried },
  })
  await liftPause({ ctx, tx, emit, connectionId: id, reason: 'credentials' })
  return plan
}

/** The schedule after the edit; its two columns may change one without the other. */
function toSchedule({ values }: ConnectionEdit, stored: ConnectionRow) {
  const { scheduleCron: cron, scheduleTimeZone } = { ...stored, ...values }
  return cron === null ? null : { cron, timeZone: scheduleTimeZone ?? 'UTC' }
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
