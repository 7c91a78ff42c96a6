import { DirectoryError } from '@rollcall/directory'
import * as z from 'zod'
import type { DemoProvisioning } from '../app-deps.ts'
import { allow, router } from './procedure.ts'

const summary = z.object({
  /** False when the sample tenant could not get in; `detail` says why. */
  ok: z.boolean(),
  detail: z.string().nullable(),
  /** People and groups that the sample tenant manages here. */
  users: z.number().int(),
  groups: z.number().int(),
  /** What was refused, at most the latest twenty. */
  failures: z.number().int(),
})

/** The demo's sample tenant as a SCIM client of this server. Elsewhere there is none, and every call answers `not_found`. */
export const demoTenantRouter = router({
  push: allow('provisioning.edit')
    .input(z.object({ baseUrl: z.string(), token: z.string() }))
    .output(summary)
    .mutation(async ({ ctx, input }) => toView(await required(ctx.deps.demoProvisioning).start(input))),
})

function required(demo: DemoProvisioning | null): DemoProvisioning {
  if (demo) return demo
  throw new DirectoryError('not_found', 'Only the demo has a sample tenant that pushes.')
}

function toView({
  test,
  cycle,
  users,
  groups,
  failures,
}: Awaited<ReturnType<DemoProvisioning['start']>>): z.infer<typeof summary> {
  const refused = test?.ok === false
  return {
    ok: !refused && cycle?.outcome === 'completed',
    detail: refused ? test.detail : (cycle?.reason ?? null),
    users,
    groups,
    failures: failures.length,
  }
}
