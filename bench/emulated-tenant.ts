import { createEntraProvider } from '@rollcall/entra'
import { startEmulator } from '@rollcall/entra-emulator'
import type { Tenant } from './tenant.ts'

/** A tenant behind the emulated Microsoft Graph, read over TLS by the client that reads Microsoft's. Nothing is throttled. */
export async function openEmulatedTenant(people: number): Promise<Tenant> {
  const emulator = await startEmulator({
    seed: 7,
    tenants: [{ people, groups: 0, behaviour: { throttle: 'off' } }],
  })
  const [tenant] = emulator.tenants
  const [app] = tenant?.apps ?? []
  if (!tenant || !app) throw new Error('The emulator has no tenant with an application.')
  const provider = createEntraProvider({
    authorityHost: emulator.origin,
    graphRoot: emulator.origin,
    caFile: emulator.caFile,
  })
  return {
    people,
    open: provider.open,
    credentials: { directoryId: tenant.tenantId, clientId: app.clientId, clientSecret: app.secret },
    changePeople(count) {
      const chosen = tenant.directory.users().slice(0, count)
      for (const user of chosen) tenant.directory.updateUser(user.id, { jobTitle: 'Lead engineer' })
    },
    async close() {
      await provider.close()
      await emulator.close()
    },
  }
}
