import { openSyncWorld } from '@rollcall/directory/testing'
import type { EmulatedTenant } from './emulated-tenant.ts'
import type { Workbench } from './workbench.ts'

/** A connection that reads the groups of a tenant and nobody else, in empty tables. */
export async function openSyncedGroups(
  bench: Workbench,
  tenant: EmulatedTenant,
): Promise<{ sync(changes: number): Promise<void> }> {
  await bench.reset()
  const { sync } = await openSyncWorld(bench.db, {
    settings: { ...tenant.credentials, groupIds: tenant.groups },
    context: { openSource: tenant.open, now: () => new Date() },
  })
  return {
    async sync(changes) {
      const run = await sync()
      if (run.status === 'succeeded' && run.changeCount === changes) return
      throw new Error(
        `A run over groups ended as ${run.status} with ${run.changeCount} changes. ${run.error?.message ?? ''}`,
      )
    },
  }
}
