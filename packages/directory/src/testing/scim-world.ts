import type { Database, Prisma } from '@rollcall/db'
import { readPatch, readResource } from '@rollcall/scim'
import { connectionId, leaverPolicy, type ConnectionId, type RunView } from '@rollcall/vocabulary'
import type { Context } from '../context.ts'
import { createScimUser } from '../provisioning/create-scim-user.ts'
import { deleteScimUser } from '../provisioning/delete-scim-user.ts'
import { readMirroring } from '../provisioning/mirrored-fields.ts'
import { patchScimUser } from '../provisioning/patch-scim-user.ts'
import type { ScimCall, ScimRules, Written } from '../provisioning/provider-call.ts'
import { replaceScimUser } from '../provisioning/replace-scim-user.ts'
import { cancelRun } from '../sync/cancel-run.ts'
import { confirmRun } from '../sync/confirm-run.ts'
import { getRun } from '../sync/get-run.ts'
import { runSync } from '../sync/run-sync.ts'
import { startRun } from '../sync/start-run.ts'
import { makeConnection } from './make-rows.ts'
import { createTestContext } from './test-context.ts'

/** A SCIM connection and its client, as the HTTP surface would call the verbs. Bodies are what a client sends. */
export interface ScimWorld {
  readonly ctx: Context
  readonly connection: ConnectionId
  rules(): Promise<ScimRules>
  call<Input>(input: Input): Promise<ScimCall<Input>>
  create(body: object): Promise<Written>
  patch(id: string, operations: readonly object[], ifMatch?: string): Promise<Written>
  replace(id: string, body: object): Promise<Written>
  remove(id: string, ifMatch?: string): Promise<Written>
  /** Starts a run, works on it, and answers how it stands then. */
  sync(): Promise<RunView>
  work(id: RunView['id']): Promise<RunView>
  confirm(run: Pick<RunView, 'id'>): Promise<RunView>
  reject(run: Pick<RunView, 'id'>): Promise<RunView>
}

export type ScimWorldOptions = Omit<Partial<Prisma.ConnectionUncheckedCreateInput>, 'id'> & {
  context?: Partial<Context>
}

/** What a client sends to disable someone and to enable them again. */
export const off = [{ op: 'Replace', path: 'active', value: 'False' }]
export const on = [{ op: 'Replace', path: 'active', value: 'True' }]

let people = 0

/** What a client sends of someone new; every part may be said otherwise. */
export function newPerson(parts: object = {}) {
  people += 1
  const name = `ada${people}`
  return {
    userName: `${name}@contoso.example`,
    externalId: `aaaaaaaa-0000-4000-8000-${String(people).padStart(12, '0')}`,
    displayName: 'Ada Lovelace',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ type: 'work', value: `${name}@contoso.example`, primary: true }],
    title: 'Analyst',
    ...parts,
  }
}

let requests = 0

export async function openScimWorld(db: Database, options: ScimWorldOptions = {}): Promise<ScimWorld> {
  const { context, ...settings } = options
  const actor = { kind: 'scim', id: null, name: 'Entra' } as const
  const ctx = createTestContext(db, { actor, ...context })
  const connection = connectionId.parse(
    await makeConnection(db, { kind: 'scim', displayName: 'Pushing', ...settings }),
  )
  const rules = () => readRules(db, connection)
  const call = async <Input>(input: Input) => {
    requests += 1
    return { ctx, rules: await rules(), requestId: `request-${requests}`, input }
  }
  const work = async (id: RunView['id']) => {
    await runSync({ ctx, runId: id, workerId: 'worker', signal: new AbortController().signal })
    return getRun({ ctx, input: { id } })
  }
  return {
    ctx,
    connection,
    rules,
    call,
    work,
    create: async (body) => createScimUser(await call({ document: readResource(body, 'User') })),
    patch: async (id, operations, ifMatch) =>
      patchScimUser(
        await call({ id, operations: readPatch({ Operations: operations }), ifMatch: ifMatch ?? null }),
      ),
    replace: async (id, body) =>
      replaceScimUser(await call({ id, document: readResource(body, 'User'), ifMatch: null })),
    remove: async (id, ifMatch) => deleteScimUser(await call({ id, ifMatch: ifMatch ?? null })),
    async sync() {
      const { run } = await startRun({ ctx, input: { connectionId: connection } })
      return work(run.id)
    },
    async confirm({ id }) {
      await confirmRun({ ctx, input: { id } })
      return work(id)
    },
    reject: ({ id }) => cancelRun({ ctx, input: { id } }),
  }
}

async function readRules(db: Database, id: string): Promise<ScimRules> {
  const row = await db.client.connection.findUniqueOrThrow({ where: { id } })
  return {
    connectionId: id,
    displayName: row.displayName,
    version: row.rulesVersion,
    defaultRole: row.defaultRole,
    leaverPolicy: leaverPolicy.parse(row.leaverPolicy),
    leaverGraceDays: row.leaverGraceDays,
    guard: { maxPeople: row.guardMaxPeople, maxPercent: row.guardMaxPercent },
    refreshClaimed: row.refreshClaimed,
    autoLinkClaimed: row.autoLinkClaimed,
    mirroring: readMirroring(row.scimMirroring),
    sandbox: row.sandbox,
  }
}
