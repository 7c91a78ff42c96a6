import type { DirectorySource, OpenSource, SourceUser } from '@rollcall/vocabulary'

/** A directory to import from, whose people can be made to change. */
export interface Tenant {
  readonly people: number
  readonly open: OpenSource
  /** What the form of a connection asks for. */
  readonly credentials: { directoryId: string; clientId: string; clientSecret: string }
  /** Gives the first `count` people another job title. */
  changePeople(count: number): void
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
