import { createEntraProvider } from '@rollcall/entra'
import type { EmulatorOrder } from './emulator-process.ts'
import { startEmulatorProcess } from './emulator.ts'
import type { Tenant } from './tenant.ts'

export interface EmulatedTenant extends Tenant {
  /** Ids of the groups that were asked for. */
  readonly groups: readonly string[]
}

/**
 * A tenant behind the emulated Microsoft Graph, read over TLS by the client that reads Microsoft's. The emulator runs in
 * a process of its own. Nothing is throttled.
 */
export async function openEmulatedTenant(
  people: number,
  order: Omit<EmulatorOrder, 'tenants'> = {},
): Promise<EmulatedTenant> {
  const emulator = await startEmulatorProcess({ ...order, tenants: [people] })
  const [credentials] = emulator.tenants
  if (!credentials) throw new Error('The emulator has no tenant.')
  const provider = createEntraProvider({
    authorityHost: emulator.origin,
    graphRoot: emulator.origin,
    caFile: emulator.caFile,
  })
  return {
    people,
    open: provider.open,
    credentials,
    groups: emulator.groups,
    changePeople: (count) => emulator.changePeople(count),
    requestsDuring: (work) => emulator.requestsDuring(work),
    async close() {
      await provider.close()
      await emulator.close()
    },
  }
}
