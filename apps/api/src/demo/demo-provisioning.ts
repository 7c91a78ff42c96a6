import { DirectoryError, parseInput } from '@rollcall/directory'
import {
  BadSettings,
  type CycleResult,
  type OutboundProvisioning,
  type TenantHandle,
} from '@rollcall/entra-emulator'
import * as z from 'zod'
import type { DemoProvisioning, DemoProvisioningSummary } from '../app-deps.ts'

const startInput = z.strictObject({
  baseUrl: z.url({ error: 'Paste the base URL of the SCIM connection.' }).max(2000),
  token: z.string({ error: 'Paste the token of the SCIM connection.' }).trim().min(1).max(500),
  dialect: z.enum(['legacy', 'compliant']).optional(),
  /** Names of groups of the sample tenant: only they and their members are pushed. */
  groups: z.array(z.string().max(256)).max(100).optional(),
})
const cycleInput = z.strictObject({ baseUrl: startInput.shape.baseUrl.optional() }).default({})

/** Below what a connection may do by default, so that a demo shows no throttling. */
const REQUESTS_PER_SECOND = 80
const SHOWN_FAILURES = 20

/**
 * Lets the sample tenant push people to this server and to no other, as Entra's provisioning service would. Each base
 * URL has a job of its own, which lives until the demo ends.
 */
export function createDemoProvisioning(options: {
  tenant: TenantHandle
  /** Where the server is reached: an origin without a slash at the end. */
  publicUrl: string
}): DemoProvisioning {
  const { tenant, publicUrl } = options
  return {
    async start(input) {
      const { baseUrl, token, dialect, groups } = parseInput(startInput, input)
      requireOwnServer(baseUrl, publicUrl)
      const ids = groups?.map((name) => groupId(tenant, name))
      const settings = {
        baseUrl,
        token,
        externalId: 'objectId',
        groups: 'all',
        scope: ids === undefined ? 'all' : { groups: ids },
        requestsPerSecond: REQUESTS_PER_SECOND,
        ...(dialect && { dialect }),
      } as const
      const job = findJob(tenant, baseUrl)
      if (!job) return pushFrom(openJob(() => tenant.provisioning.create(settings)))
      openJob(() => job.update(settings))
      job.restart()
      return pushFrom(job)
    },
    async cycle(input) {
      const { baseUrl } = parseInput(cycleInput, input)
      const job = baseUrl === undefined ? tenant.provisioning.find() : findJob(tenant, baseUrl)
      if (!job)
        throw new DirectoryError('not_found', 'The sample tenant does not push there yet. Start it first.')
      return toSummary(job, 0, null, await job.runCycle())
    },
  }
}

function findJob(tenant: TenantHandle, baseUrl: string): OutboundProvisioning | undefined {
  return tenant.provisioning.list().find((job) => job.state().settings.baseUrl === baseUrl)
}

function openJob<T>(open: () => T): T {
  try {
    return open()
  } catch (error) {
    if (error instanceof BadSettings) throw new DirectoryError('invalid_input', error.message)
    throw error
  }
}

/** Otherwise a demo that others can reach would send requests wherever they like. */
function requireOwnServer(baseUrl: string, publicUrl: string): void {
  if (new URL(baseUrl).origin === new URL(publicUrl).origin) return
  throw new DirectoryError(
    'invalid_input',
    `The sample tenant pushes only to this server: use a base URL that begins with ${publicUrl}.`,
  )
}

function groupId(tenant: TenantHandle, name: string): string {
  const group = tenant.directory.findGroup(name)
  if (group) return group.id
  throw new DirectoryError('invalid_input', `The sample tenant has no group '${name}'. Check its name.`)
}

async function pushFrom(job: OutboundProvisioning): Promise<DemoProvisioningSummary> {
  const before = lastEntry(job)
  const test = await job.testConnection()
  return toSummary(job, before, test, test.ok ? await job.runCycle() : null)
}

function lastEntry(job: OutboundProvisioning): number {
  return job.log().at(-1)?.id ?? 0
}

function toSummary(
  job: OutboundProvisioning,
  after: number,
  test: DemoProvisioningSummary['test'],
  cycle: CycleResult | null,
): DemoProvisioningSummary {
  const { status, users, groups } = job.state()
  const failures = job
    .log(after)
    .filter(({ outcome }) => outcome === 'failure')
    .slice(-SHOWN_FAILURES)
    .map(({ subject, action, status: answer, detail }) => ({
      who: subject.name,
      action,
      status: answer,
      detail,
    }))
  return { test, cycle, status, users, groups, failures }
}
