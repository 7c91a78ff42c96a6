import type { DirectorySource, OpenSource, SourceUser } from '@rollcall/vocabulary'

/** A directory to import from, whose people can be made to change. */
export interface Tenant {
  readonly people: number
  readonly open: OpenSource
  /** What the form of a connection asks for. */
  readonly credentials: { directoryId: string; clientId: string; clientSecret: string }
  /** Gives the first `count` people a job title that nobody had before. */
  changePeople(count: number): Promise<void>
  /** What the directory was asked for while `work` ran, one entry for each request; signing in is left out. */
  requestsDuring(work: () => Promise<unknown>): Promise<string[]>
  close(): Promise<void>
}

export function openTenantSource(tenant: Tenant): DirectorySource {
  const { directoryId, clientId, clientSecret } = tenant.credentials
  const credential = { kind: 'secret', clientSecret } as const
  return tenant.open({ directoryId, clientId, credential, cloud: 'default' })
}

/** The first `limit` people of a tenant. */
export async function readPeople(tenant: Tenant, limit = Infinity): Promise<SourceUser[]> {
  const people: SourceUser[] = []
  const { signal } = new AbortController()
  for await (const page of openTenantSource(tenant).readUsers({ signal })) {
    people.push(...page.items)
    if (people.length >= limit) break
  }
  return people.slice(0, limit)
}

/** Fetches and parses everyone, and keeps nobody. Answers how many there were. */
export async function readAndForget(tenant: Tenant): Promise<number> {
  const { signal } = new AbortController()
  let people = 0
  for await (const page of openTenantSource(tenant).readUsers({ signal })) people += page.items.length
  return people
}
