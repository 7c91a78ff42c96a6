import type { Emulator, EmulatorOptions } from '../../server.ts'
import { startEmulator } from '../../server.ts'
import type { TenantHandle } from '../../control/directory-handle.ts'
import type { OutboundProvisioning } from '../outbound-provisioning.ts'
import type { ProvisioningSettings } from '../settings.ts'
import { StrictTarget, TOKEN } from './strict-target.ts'

/** The emulator's time, which only tests move. */
class TestClock {
  #now = Date.UTC(2026, 10, 22, 8)

  now(): number {
    return this.#now
  }

  advance(ms: number): void {
    this.#now += ms
  }
}

/** A tenant, a target, and time that passes at once. */
export class ProvisioningSetup {
  readonly emulator: Emulator
  readonly target: StrictTarget
  /** Milliseconds that the service would have waited, in the order it asked. */
  waits: number[] = []

  readonly clock: TestClock

  private constructor(emulator: Emulator, target: StrictTarget, clock: TestClock) {
    this.emulator = emulator
    this.target = target
    this.clock = clock
  }

  static async start(options: EmulatorOptions): Promise<ProvisioningSetup> {
    const clock = new TestClock()
    const emulator = await startEmulator({ ...options, clock: () => new Date(clock.now()) })
    return new ProvisioningSetup(emulator, await StrictTarget.start(), clock)
  }

  get tenant(): TenantHandle {
    const [tenant] = this.emulator.tenants
    if (tenant === undefined) throw new Error('The emulator was started without tenants.')
    return tenant
  }

  job(settings: Partial<ProvisioningSettings> = {}): OutboundProvisioning {
    const complete = { baseUrl: this.target.baseUrl, token: TOKEN, requestsPerSecond: null, ...settings }
    return this.tenant.provisioning.create(complete, async (ms) => {
      this.waits.push(ms)
    })
  }

  userId(userPrincipalName: string): string {
    const user = this.tenant.directory.findUser(userPrincipalName)
    if (user === undefined) throw new Error(`The tenant has no '${userPrincipalName}'.`)
    return user.id
  }

  groupId(displayName: string): string {
    const group = this.tenant.directory.findGroup(displayName)
    if (group === undefined) throw new Error(`The tenant has no group '${displayName}'.`)
    return group.id
  }

  async close(): Promise<void> {
    await this.emulator.close()
    await this.target.close()
  }
}
