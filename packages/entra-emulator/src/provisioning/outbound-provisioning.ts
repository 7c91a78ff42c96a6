import { setTimeout as sleep } from 'node:timers/promises'
import type { Tenant } from '../tenant.ts'
import { noCounts } from './cycle-context.ts'
import type { CycleContext, CycleCounts } from './cycle-context.ts'
import type { Escrow } from './escrow-book.ts'
import { GIVE_UP_AFTER_MS, waitAfter } from './escrow-book.ts'
import { JobState } from './job-state.ts'
import { probeTarget, readSchemas } from './probe-target.ts'
import type { SchemaReading } from './probe-target.ts'
import { provisionOnDemand } from './provision-on-demand.ts'
import type { OnDemandInput, OnDemandResult } from './provision-on-demand.ts'
import type { LogEntry } from './provisioning-log.ts'
import { ProvisioningLog } from './provisioning-log.ts'
import type { Wait } from './request-gate.ts'
import { CredentialsRefused, ScimTarget, TargetRefusal } from './scim-target.ts'
import { completeSettings } from './settings.ts'
import type { CompleteSettings, Dialect, ProvisioningSettings } from './settings.ts'
import type { Walk } from './walk-cycle.ts'
import { walkCycle } from './walk-cycle.ts'

export type ConnectionTest = { ok: boolean; detail: string | null }

export type CycleResult = {
  kind: 'initial' | 'incremental'
  /** `held`: too many disables and deletes; `waiting`: in quarantine and not due; `disabled`: four weeks in quarantine. */
  outcome: 'completed' | 'quarantined' | 'held' | 'waiting' | 'disabled'
  reason: string | null
  counts: CycleCounts
  requests: number
  durationMs: number
}

export type ProvisioningState = {
  id: string
  settings: Omit<CompleteSettings, 'token' | 'caPem'>
  status: 'ready' | 'running' | 'quarantined' | 'held' | 'disabled'
  /** Why it is not ready. */
  reason: string | null
  /** ISO 8601, on the emulator's clock: before that, cycles of a quarantined job do nothing. */
  nextCycleAt: string | null
  cycles: number
  /** People and groups that the service manages at the target. */
  users: number
  groups: number
  escrows: Escrow[]
}

const SHARE_OF_FAILURES = 0.4

/** Entra's provisioning service for one app of one tenant: brings its people and groups to one SCIM target. */
export class OutboundProvisioning {
  readonly id: string
  #tenant: Tenant
  #given: ProvisioningSettings
  #settings: CompleteSettings
  #state = new JobState()
  #log: ProvisioningLog
  #target: ScimTarget
  #wait: Wait
  #running: Promise<unknown> | undefined

  constructor(tenant: Tenant, id: string, settings: ProvisioningSettings, wait: Wait = sleepFor) {
    this.id = id
    this.#tenant = tenant
    this.#given = settings
    this.#settings = completeSettings(settings)
    this.#log = new ProvisioningLog(tenant.clock)
    this.#wait = wait
    this.#target = new ScimTarget(this.#settings, this.#log, wait)
  }

  /** Changes settings; what is linked stays linked. Scope and mapping reach everyone with the next `restart`. */
  update(change: Partial<ProvisioningSettings>): void {
    const given = { ...this.#given, ...change }
    this.#settings = completeSettings(given)
    this.#given = given
    this.#target.close()
    this.#target = new ScimTarget(this.#settings, this.#log, this.#wait)
  }

  /** "Test Connection". */
  async testConnection(): Promise<ConnectionTest> {
    try {
      await probeTarget(this.#context(this.#settings.dialect))
      return { ok: true, detail: null }
    } catch (error) {
      return { ok: false, detail: reasonOf(error) }
    }
  }

  /** Reads ServiceProviderConfig and Schemas, as the configuration page does when it opens and on save. */
  async readSchemas(): Promise<SchemaReading> {
    return readSchemas(this.#context(this.#settings.dialect))
  }

  /** The initial cycle at first and after a restart, else an incremental one. `allowDeletions` lets a held one go. */
  async runCycle(options: { allowDeletions?: boolean } = {}): Promise<CycleResult> {
    return this.#alone(() => this.#cycle(options.allowDeletions ?? false))
  }

  /** One person, or a group with up to five members, at once and always in the legacy dialect. */
  async provisionOnDemand(input: OnDemandInput): Promise<OnDemandResult> {
    return this.#alone(() => provisionOnDemand(this.#context('legacy'), input))
  }

  /** "Restart provisioning". With `forgetLinks`, everyone is looked for at the target again. */
  restart(options: { forgetLinks?: boolean } = {}): void {
    this.#state.restart(options.forgetLinks ?? false)
  }

  /** The latest entries, oldest first; only those after a given id. */
  log(after?: number): LogEntry[] {
    return this.#log.list(after)
  }

  /** The target's id of a person or group, when the service manages them. */
  targetIdOf(id: string): string | undefined {
    const key = id.toLowerCase()
    return this.#state.users.get(key)?.targetId ?? this.#state.groups.get(key)?.targetId
  }

  state(): ProvisioningState {
    const { token: _token, caPem: _ca, ...settings } = this.#settings
    const { quarantine, heldDeletions, users, groups, escrows } = this.#state
    return {
      id: this.id,
      settings,
      status: this.#status(),
      reason: quarantine?.reason ?? (heldDeletions === undefined ? null : heldReason(heldDeletions)),
      nextCycleAt: quarantine === undefined ? null : new Date(quarantine.nextAt).toISOString(),
      cycles: this.#log.cycle,
      users: users.size,
      groups: groups.size,
      escrows: escrows.list(),
    }
  }

  /** Lets go of the connections to the target. */
  close(): void {
    this.#target.close()
  }

  #status(): ProvisioningState['status'] {
    if (this.#running !== undefined) return 'running'
    if (this.#isDisabled()) return 'disabled'
    if (this.#state.quarantine !== undefined) return 'quarantined'
    return this.#state.heldDeletions === undefined ? 'ready' : 'held'
  }

  #isDisabled(): boolean {
    const { quarantine } = this.#state
    return quarantine !== undefined && this.#tenant.clock.now() - quarantine.since > GIVE_UP_AFTER_MS
  }

  #context(dialect: Dialect): CycleContext {
    return {
      tenant: this.#tenant,
      settings: this.#settings,
      state: this.#state,
      target: this.#target,
      log: this.#log,
      dialect,
      counts: noCounts(),
    }
  }

  /** Cycles and on-demand calls of one job never overlap; a second one waits for the first. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    while (this.#running !== undefined) await this.#running
    const run = work()
    const settled = run.then(
      () => undefined,
      () => undefined,
    )
    this.#running = settled
    try {
      return await run
    } finally {
      if (this.#running === settled) this.#running = undefined
    }
  }

  async #cycle(allowDeletions: boolean): Promise<CycleResult> {
    const context = this.#context(this.#settings.dialect)
    const started = performance.now()
    const sentBefore = this.#target.sent
    const kind = this.#state.watermark === undefined ? 'initial' : 'incremental'
    const { outcome, reason } = await this.#attempt(context, allowDeletions)
    const { counts } = context
    const durationMs = Math.round(performance.now() - started)
    return { kind, outcome, reason, counts, requests: this.#target.sent - sentBefore, durationMs }
  }

  async #attempt(
    context: CycleContext,
    allowDeletions: boolean,
  ): Promise<Pick<CycleResult, 'outcome' | 'reason'>> {
    const { quarantine } = this.#state
    if (quarantine !== undefined && this.#isDisabled())
      return { outcome: 'disabled', reason: quarantine.reason }
    if (quarantine !== undefined && quarantine.nextAt > this.#tenant.clock.now())
      return { outcome: 'waiting', reason: quarantine.reason }
    this.#log.cycle++
    try {
      await probeTarget(context)
      return this.#judge(context, await walkCycle(context, allowDeletions))
    } catch (error) {
      return this.#enterQuarantine(reasonOf(error))
    }
  }

  #judge({ counts }: CycleContext, walk: Walk): Pick<CycleResult, 'outcome' | 'reason'> {
    this.#state.heldDeletions = walk.isHeld ? walk.deletions : undefined
    if (walk.isHeld) return { outcome: 'held', reason: heldReason(walk.deletions) }
    if (counts.failed >= this.#settings.quarantineFloor && counts.failed > walk.attempts * SHARE_OF_FAILURES)
      return this.#enterQuarantine(`${counts.failed} of ${walk.attempts} objects failed in one cycle.`)
    this.#state.quarantine = undefined
    return { outcome: 'completed', reason: null }
  }

  #enterQuarantine(reason: string): Pick<CycleResult, 'outcome' | 'reason'> {
    const now = this.#tenant.clock.now()
    const before = this.#state.quarantine
    const failures = (before?.failures ?? 0) + 1
    const nextAt = now + waitAfter(failures)
    this.#state.quarantine = { reason, failures, since: before?.since ?? now, nextAt }
    return { outcome: 'quarantined', reason }
  }
}

const sleepFor: Wait = async (ms) => {
  await sleep(ms)
}

function heldReason(deletions: number): string {
  return `The cycle would disable or delete ${deletions} objects, more than the settings allow. Look at them, then allow it.`
}

/** Anything but a refusal is a mistake in the emulator and passes on. */
function reasonOf(error: unknown): string {
  if (error instanceof CredentialsRefused) return `Invalid credentials: ${error.message}`
  if (error instanceof TargetRefusal) return error.message
  throw error
}
