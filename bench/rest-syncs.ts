import type { EmulatorReady } from './emulator-process.ts'

/** One API process, and a key that opens it. */
export interface RestServer {
  readonly origin: string
  readonly key: string
}

/** Makes a connection to each tenant, in turn at each server. Answers their ids. */
export async function connectAll(
  servers: readonly RestServer[],
  tenants: EmulatorReady['tenants'],
): Promise<string[]> {
  const ids: string[] = []
  for (const [at, tenant] of tenants.entries()) {
    const server = servers[at % servers.length]
    if (!server) throw new Error('There is no server to make a connection at.')
    ids.push(await post(server, '/api/directory/entra', { displayName: `Tenant ${at + 1}`, ...tenant }))
  }
  return ids
}

/** Asks every server for every sync, all at once. Throws when two of them answer with different runs of one connection. */
export async function startAll(
  servers: readonly RestServer[],
  connections: readonly string[],
): Promise<void> {
  await Promise.all(
    connections.map(async (id) => {
      const path = `/api/directory/connections/${id}/sync`
      const runs = await Promise.all(servers.map((server) => post(server, path)))
      if (new Set(runs).size > 1) throw new Error('One connection was given two runs at once.')
    }),
  )
}

/** The id of what was made. */
async function post({ origin, key }: RestServer, path: string, body?: object): Promise<string> {
  const answer = await fetch(origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${text}`)
  const made: unknown = JSON.parse(text)
  if (typeof made === 'object' && made !== null && 'id' in made) return String(made.id)
  throw new Error(`${path} was answered without an id.`)
}
