import { openTestDatabase } from '@rollcall/db/testing'
import { callAs, makePushedPeople, makeScimConnection, testRules } from '../packages/directory/src/testing/push-rows.ts'
import { createTestContext } from '../packages/directory/src/testing/test-context.ts'
import { createScimGroup } from '../packages/directory/src/provisioning/create-scim-group.ts'
import { patchScimGroup } from '../packages/directory/src/provisioning/patch-scim-group.ts'
import { listScimResources } from '../packages/directory/src/provisioning/list-scim-resources.ts'
import { parseFilter } from '@rollcall/scim'

const db = await openTestDatabase('postgres')
const ctx = createTestContext(db)
const rules = testRules(await makeScimConnection(db))
const N = 20_000
let ids: string[] = []
for (let i = 0; i < N; i += 5000)
  ids = ids.concat((await makePushedPeople(db, rules.connectionId, Array.from({ length: 5000 }, (_, j) => ({ userName: `u${i + j}@x.example`, emails: [{ type: 'work', value: `u${i + j}@x.example` }] })))).map((p) => p.id))
const g = async (name: string, memberIds: string[]) => (await createScimGroup(callAs(ctx, rules, { document: { displayName: name }, memberIds }))).resourceId
const small = await g('small', ids.slice(0, 10))
const large = await g('large', ids.slice(0, 15_000))
await db.client.$executeRawUnsafe('analyze')
async function rate(name: string, conc: number, count: number, f: (i: number) => Promise<unknown>) {
  for (let i = 0; i < 50; i++) await f(i)
  const t = performance.now()
  let next = 50
  const lat: number[] = []
  await Promise.all(Array.from({ length: conc }, async () => {
    while (next < count + 50) { const i = next++; const s = performance.now(); await f(i); lat.push(performance.now() - s) }
  }))
  lat.sort((a, b) => a - b)
  console.log(name, 'c', conc, Math.round(count / ((performance.now() - t) / 1000)), '/s p50', lat[lat.length >> 1]!.toFixed(2), 'p99', lat[Math.floor(lat.length * 0.99)]!.toFixed(2))
}
let n = 0
const bare = async () => { n++; const id = ctx.newId(); await db.sql({ name: 'bare', text: `with u as (insert into users (id, name, email) values ($1::uuid, $2, $3) returning id) insert into events (type, actor, user_id, data) select 'user.created', '{}'::jsonb, u.id, '{}'::jsonb from u` }, [id, `n${n}`, `n${n}@bare.example`]) }
const lookup = async (i: number) => db.sql({ name: 'bare-select', text: `select id, document, version from scim_users where connection_id = $1::uuid and user_name_key = $2` }, [rules.connectionId, `u${i}@x.example`])
const add = (group: string, from: number) => (i: number) => patchScimGroup(callAs(ctx, rules, { id: group, ifMatch: null, operations: [{ op: 'add' as const, path: 'members', value: [{ value: ids[from + i] }] }] }))
const list = (text: string) => (i: number) => listScimResources(callAs(ctx, rules, { type: 'User', filter: parseFilter(text.replace('#', String(i)), 'User'), paging: { startIndex: 1, count: 100 }, related: false }))
for (const c of [1, 16]) {
  await rate('bare insert', c, 800, bare)
  await rate('bare select', c, 2000, lookup)
  await rate('add small', c, 800, add(small, 1000 + c * 200))
  await rate('add large', c, 800, add(large, 15_000 + c * 200))
  await rate('filter userName hit', c, 2000, list('userName eq "u#@x.example"'))
  await rate('filter userName miss', c, 2000, list('userName eq "nobody#"'))
  await rate('filter email', c, 1000, list('emails[type eq "work"].value eq "u#@x.example"'))
}
await rate('sw filter', 1, 20, list('userName sw "u1#"'))
await rate('co title', 1, 20, list('emails.value co "u1#"'))
await rate('all', 1, 20, async () => listScimResources(callAs(ctx, rules, { type: 'User', filter: null, paging: { startIndex: 10001, count: 100 }, related: false })))
await db.close()
