import {
  deleteUntouchedPeople,
  disableConnectionPeople,
  keepMappedMemberships,
  countLinkedPeople,
  listOwnersOf,
  lockActiveOwners,
  lockConnection,
  rememberLinks,
  type Emit,
  type Tx,
} from '@rollcall/db'
import { connectionId, deleteConnectionInput, type PeopleOnDelete } from '@rollcall/vocabulary'
import type * as z from 'zod'
import { noteEndedAccess } from '../claims/note-ended-access.ts'
import type { Call, Context } from '../context.ts'
import { notFound, parseInput } from '../errors.ts'
import { refuseDuringRun } from './active-run.ts'

const schema = deleteConnectionInput.extend({ id: connectionId })

/** Deleting a million people with all that hangs on them takes minutes. */
const TIMEOUT_MS = 10 * 60_000

export interface DeletedConnection {
  deleted: true
  /** How many people the choice applied to. */
  people: number
  message: string
}

/**
 * Deletes a connection with its mirror, mappings and runs. `people` says what becomes of those it brought; people
 * whom another connection holds too, and the last active owner, are always left alone. Who everyone was in the directory
 * is remembered, so that connecting it again finds the same people.
 */
export async function deleteConnection({
  ctx,
  input,
}: Call<z.input<typeof schema>>): Promise<DeletedConnection> {
  const { id, people: choice } = parseInput(schema, input)
  const { pushed, ...deleted } = await ctx.db.change(
    async (tx, emit) => {
      if (!(await lockConnection(tx, id))) throw notFound('connection')
      await refuseDuringRun(tx, id, 'deleted')
      const { displayName, kind } = await tx.connection.findUniqueOrThrow({
        where: { id },
        select: { displayName: true, kind: true },
      })
      const people = await applyChoice({ ctx, tx, emit, id, choice })
      await rememberLinks(tx, id)
      await tx.connection.delete({ where: { id }, select: { id: true } })
      emit({
        type: 'connection.deleted',
        actor: ctx.actor,
        connectionId: id,
        data: { connection: displayName, choice, people },
      })
      const message = explain(displayName, choice, people)
      return { pushed: kind === 'scim', deleted: true as const, people, message }
    },
    { timeoutMs: TIMEOUT_MS },
  )
  if (pushed) ctx.forgetScimAccess()
  return deleted
}

interface Choice {
  ctx: Context
  tx: Tx
  emit: Emit
  id: string
  choice: PeopleOnDelete
}

async function applyChoice({ ctx, tx, emit, id, choice }: Choice): Promise<number> {
  if (choice === 'keep') {
    await keepMappedMemberships(tx, id)
    return countLinkedPeople(tx, id)
  }
  const exceptUserId = await findOwnerToSpare(tx, id)
  if (choice === 'delete_untouched') return deleteUntouchedPeople(tx, { connectionId: id, exceptUserId })
  const disabled = await disableConnectionPeople(tx, { connectionId: id, exceptUserId, at: ctx.now() })
  noteEndedAccess(emit, ctx.actor, disabled.ended)
  return disabled.people
}

/** When every active owner came through this connection, one of them stays as they are. */
async function findOwnerToSpare(tx: Tx, id: string): Promise<string | null> {
  const owners = await lockActiveOwners(tx)
  const here = await listOwnersOf(tx, id)
  return owners.length === here.length ? (here[0] ?? null) : null
}

function explain(name: string, choice: PeopleOnDelete, people: number): string {
  if (people === 0) return `${name} is deleted. Nobody here was touched.`
  const count = people === 1 ? '1 person' : `${people} people`
  const was = people === 1 ? 'was' : 'were'
  const ends = {
    keep: `${count} it managed ${people === 1 ? 'stays' : 'stay'} as they are, realms included.`,
    disable: `${count} ${was} disabled.`,
    delete_untouched: `${count} nobody had claimed or edited ${was} deleted; everyone else stays.`,
  } as const satisfies Record<PeopleOnDelete, string>
  return `${name} is deleted. ${ends[choice]}`
}
