import { Client } from 'pg'
import fs from 'node:fs'
import { uuidv7 } from '../apps/api/node_modules/uuidv7/dist/index.js'
import { makeDatabase } from './bench-database.ts'
import { seedScimTenant } from './scim-tenant.ts'
const place = await makeDatabase(process.env.TEST_DATABASE_URL!)
const t = await seedScimTenant(place.at.url, { people: 6000, groupSizes: [10] })
const conn = t.connectionId
const BATCH = 200
const row = (i: number) => ({ connectionId: conn, at: new Date().toISOString(), id: uuidv7(), tokenPrefix: 'bench', method: 'GET', path: '/Users?filter=userName eq "…"', resourceType: 'User', resourceId: null, userId: null, scimType: null, why: null, outcome: 'answered', status: 200, changed: [], durationMs: 1.23, requestBody: null, responseBody: { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] }, userAgent: null })
async function run(label: string, text: string, make: (rows: any[]) => unknown[], pre: string[] = [], named = true, n = 60) {
  const c = new Client({ connectionString: place.at.url }); await c.connect()
  await c.query('truncate scim_requests'); for (const p of pre) await c.query(p)
  const { rows } = await c.query('select pg_backend_pid() as pid'); const pid = rows[0].pid
  const cpu = () => Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
  const mk = () => make(Array.from({ length: BATCH }, (_, i) => row(i)))
  for (let i = 0; i < 8; i++) await c.query({ ...(named && { name: 'x' }), text, values: mk() })
  let used = 0, js = 0
  for (let i = 0; i < n; i++) { const j = process.hrtime.bigint(); const v = mk(); js += Number(process.hrtime.bigint() - j); const a = cpu(); await c.query({ ...(named && { name: 'x' }), text, values: v }); used += cpu() - a }
  console.log(label.padEnd(40), (used / n / BATCH / 1000).toFixed(1), 'us/row  js', (js / n / BATCH / 1000).toFixed(1), (await c.query('select count(*)::int n from scim_requests')).rows[0].n, JSON.stringify((await c.query('select generic_plans, custom_plans from pg_prepared_statements')).rows))
  await c.end()
}
const COLS = `id, connection_id, at, token_prefix, method, path, resource_type, resource_id, user_id,
      status, scim_type, outcome, why, changed, duration_ms, request_body, response_body, user_agent`
const OLD = `insert into scim_requests (${COLS})
    select r.id, r."connectionId", r.at, r."tokenPrefix", r.method, r.path, r."resourceType", r."resourceId",
      coalesce(r."userId", i.user_id), r.status, r."scimType", r.outcome, r.why, coalesce(r.changed, '{}'),
      r."durationMs", r."requestBody", r."responseBody", r."userAgent"
    from jsonb_to_recordset($1::jsonb) as r(id uuid, "connectionId" uuid, at timestamptz, "tokenPrefix" text, method text,
        path text, "resourceType" text, "resourceId" uuid, "userId" uuid, status int, "scimType" text, outcome text,
        why text, changed text[], "durationMs" float8, "requestBody" jsonb, "responseBody" jsonb, "userAgent" text)
      join connections c on c.id = r."connectionId" and c.kind = 'scim'
      left join entra_identities i on i.id = r."resourceId" and i.connection_id = r."connectionId"
    on conflict (id) do nothing`
const JSONREC = OLD.replace('jsonb_to_recordset($1::jsonb)', 'json_to_recordset($1::json)')
const arr = (rows: any[]) => { const col = (f: (r: any) => unknown) => rows.map(f); return [col(r => r.id), col(r => r.connectionId), col(r => r.at), col(r => r.tokenPrefix), col(r => r.method), col(r => r.path), col(r => r.resourceType), col(r => r.resourceId), col(r => r.userId), col(r => r.status), col(r => r.scimType), col(r => r.outcome), col(r => r.why), col(r => r.changed.length ? JSON.stringify(r.changed) : null), col(r => r.durationMs), col(r => r.requestBody && JSON.stringify(r.requestBody)), col(r => r.responseBody && JSON.stringify(r.responseBody)), col(r => r.userAgent)] }
const UN = `insert into scim_requests (${COLS})
    select r.id, r.c, r.at, r.tp, r.method, r.path, r.rt, r.rid,
      coalesce(r.uid, i.user_id), r.status, r.st, r.outcome, r.why, case when r.changed is null then '{}' else array(select jsonb_array_elements_text(r.changed)) end,
      r.ms, r.req, r.res, r.ua
    from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::uuid[], $10::int[], $11::text[], $12::text[], $13::text[], $14::jsonb[], $15::float8[], $16::jsonb[], $17::jsonb[], $18::text[])
       as r(id, c, at, tp, method, path, rt, rid, uid, status, st, outcome, why, changed, ms, req, res, ua)
      join connections c on c.id = r.c and c.kind = 'scim'
      left join entra_identities i on i.id = r.rid and i.connection_id = r.c
    on conflict (id) do nothing`
const nofk = 'alter table scim_requests drop constraint scim_requests_connection_id_fkey'
for (let k = 0; k < 2; k++) {
  await run('old', OLD, (r) => [JSON.stringify(r)])
  await run('json', JSONREC, (r) => [JSON.stringify(r)])
  await run('unnest', UN, arr)
  await run('old no conflict', OLD.replace('on conflict (id) do nothing', ''), (r) => [JSON.stringify(r)])
  await run('select only', `select sum(length(r.path)) from ` + OLD.split('from ')[1]!.split('left join')[0], (r) => [JSON.stringify(r)])
}
await run('unnamed', OLD, (r) => [JSON.stringify(r)], [], false)
await run('old no fk', OLD, (r) => [JSON.stringify(r)], [nofk])
await run('unnest no fk', UN, arr)
await run('unnest no fk no 2 idx', UN, arr, ['drop index scim_requests_connection_id_id_idx', 'drop index scim_requests_connection_id_resource_id_id_idx'])
await place.remove()
