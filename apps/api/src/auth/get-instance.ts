import type { InstanceView } from '@rollcall/vocabulary'
import type { AppDeps } from '../app-deps.ts'
import { needsSetup } from './needs-setup.ts'

/** What the console must know before anyone has signed in. */
export async function getInstance(deps: AppDeps): Promise<InstanceView> {
  return {
    needsSetup: deps.demo === null && (await needsSetup(deps.db.client)),
    demo: deps.demo,
    version: deps.version,
    publicUrl: deps.publicUrl,
  }
}
