import Fastify from 'fastify'
import { Pool } from 'pg'
import { serve } from './serve.ts'

/**
 * What the service provider is measured against: routes that do nothing but one statement, on the same tables. It says
 * its port as the only line.
 */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 })
const app = Fastify()

const FIND = 'select id, name, email, status from users where email_key = lower($1) order by id limit 1'
const CREATE = `with made as (
    insert into users (id, name, given_name, surname, email) values (gen_random_uuid(), $1, $2, $3, $4) returning id
  ) insert into events (type, actor, user_id, data)
  select 'user.updated', '{"kind":"system","id":null,"name":"bare"}', id, $5 from made returning user_id`
const CHANGE = `with changed as (
    update users set status = $2, updated_at = now() where id = $1 returning id
  ) insert into events (type, actor, user_id, data)
  select 'user.updated', '{"kind":"system","id":null,"name":"bare"}', id, $3 from changed returning user_id`

interface Person {
  name: string
  givenName: string
  surname: string
  email: string
}

app.get<{ Querystring: { email: string } }>('/users', async (request) => {
  const { rows } = await pool.query({ name: 'find', text: FIND, values: [request.query.email] })
  return { total: rows.length, items: rows }
})
app.post<{ Body: Person }>('/users', async ({ body }, reply) => {
  const values = [body.name, body.givenName, body.surname, body.email, { outcome: 'created' }]
  const { rows } = await pool.query({ name: 'create', text: CREATE, values })
  return reply.code(201).send({ ...body, id: rows[0]?.user_id })
})
app.patch<{ Params: { id: string }; Body: { status: string } }>('/users/:id', async ({ params, body }) => {
  const values = [params.id, body.status, { outcome: 'updated' }]
  const { rows } = await pool.query({ name: 'change', text: CHANGE, values })
  return { id: rows[0]?.user_id, status: body.status }
})

await serve(app, () => pool.end())
