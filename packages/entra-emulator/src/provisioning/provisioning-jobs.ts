import type { Tenant } from '../tenant.ts'
import { guidOf, seedFromText } from '../seeded-random.ts'
import { OutboundProvisioning } from './outbound-provisioning.ts'
import type { Wait } from './request-gate.ts'
import type { ProvisioningSettings } from './settings.ts'

/** The apps of a tenant that provision to somewhere. */
export class ProvisioningJobs {
  #tenant: Tenant
  #jobs = new Map<string, OutboundProvisioning>()
  #made = 0

  constructor(tenant: Tenant) {
    this.#tenant = tenant
  }

  /** Sends nothing yet. Throws BadSettings. */
  create(settings: ProvisioningSettings, wait?: Wait): OutboundProvisioning {
    const id = guidOf(seedFromText(this.#tenant.seed, 'provisioning'), this.#made++)
    const job = new OutboundProvisioning(this.#tenant, id, settings, wait)
    this.#jobs.set(id, job)
    return job
  }

  list(): OutboundProvisioning[] {
    return [...this.#jobs.values()]
  }

  /** By id; without one, the job that was made last. */
  find(id?: string): OutboundProvisioning | undefined {
    return id === undefined ? this.list().at(-1) : this.#jobs.get(id.toLowerCase())
  }

  remove(id: string): boolean {
    const job = this.find(id)
    if (job === undefined) return false
    job.close()
    return this.#jobs.delete(job.id)
  }

  removeAll(): void {
    for (const job of this.list()) this.remove(job.id)
  }
}
