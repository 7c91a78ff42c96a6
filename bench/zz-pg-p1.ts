import { Client } from 'pg'
import fs from 'node:fs'
import { makeDatabase } from './bench-database.ts'
import { seedScimTenant } from './scim-tenant.ts'
const place = await makeDatabase(process.env.TEST_DATABASE_URL!)
const t = await seedScimTenant(place.at.url, { people: 6000, groupSizes: [10] })
const conn = t.connectionId
export async function run(label: string, text: string, make: (i: number) => unknown[], n = 2000, opt = '') {
  const c = new Client({ connectionString: place.at.url }); await c.connect()
  if (opt) await c.query(opt)
  const { rows } = await c.query('select pg_backend_pid() as pid'); const pid = rows[0].pid
  const cpu = () => Number(fs.readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0])
  const name = label.replaceAll(/\W/g, '').slice(0, 40)
  for (let i = 0; i < 50; i++) await c.query({ name, text, values: make(i) })
  const a = cpu(); let r: any
  for (let i = 0; i < n; i++) r = await c.query({ name, text, values: make(i) })
  const z = cpu()
  const plans = (await c.query('select generic_plans, custom_plans from pg_prepared_statements')).rows
  console.log(label.padEnd(40), ((z - a) / n / 1000).toFixed(1), 'us/req', JSON.stringify(plans), r.rows.length)
  await c.end()
}
const miss = (i: number) => `nobody${(i * 7919) % 1e9}@bench.example`
const BARE = 'select id, name, email, status from users where email_key = lower($1) order by id limit 1'
const GROUPS = `(select json_agg(json_build_object('value', m.group_object_id,
      'display', g.document ->> 'displayName', 'type', 'direct') order by m.group_object_id)
    from entra_group_members m join scim_groups g on g.id = m.group_object_id::uuid
    where m.connection_id = r.connection_id and m.member_object_id = r.id::text)`
const cols = (rel: boolean) => `r.id::text as id, r.document, r.version, r.created_at, r.last_modified, ${rel ? GROUPS : 'null::json'} as related`
const OLD = (rel: boolean) => `with found as materialized (select r.id from scim_users r where r.connection_id = $1::uuid and (r.user_name_key = $4::text))
    select t.total, p.* from (select count(*)::int as total from found) t
    left join lateral (select ${cols(rel)} from scim_users r
      where r.id = any (array(select f.id from found f order by f.id limit $2::int offset $3::int))) p on true
    order by p.id`
const NEW = (rel: boolean) => `select ${cols(rel)} from scim_users r where r.connection_id = $1::uuid and (r.user_name_key = $2::text)`
for (let k = 0; k < 2; k++) {
  await run('bare', BARE, (i) => [miss(i)])
  await run('old rel', OLD(true), (i) => [conn, 100, 0, miss(i)])
  await run('old rel generic', OLD(true), (i) => [conn, 100, 0, miss(i)], 2000, "set plan_cache_mode = force_generic_plan")
  await run('old norel', OLD(false), (i) => [conn, 100, 0, miss(i)])
  await run('new rel', NEW(true), (i) => [conn, miss(i)])
  await run('new norel', NEW(false), (i) => [conn, miss(i)])
  await run('bare hit', BARE, (i) => [t.userNameOf(i)])
  await run('old rel hit', OLD(true), (i) => [conn, 100, 0, t.userNameOf(i)])
  await run('new rel hit', NEW(true), (i) => [conn, t.userNameOf(i)])
}
export { place, conn, t }
if (process.argv[1]?.includes('zz-pg-p1')) await place.remove()
