import type { App } from '../app-registration.ts'
import { makeApp, makeCertificate, makeSecret } from '../app-registration.ts'
import type { EmulatorState } from '../emulator-state.ts'
import { findTenant } from '../emulator-state.ts'
import type { Fault } from '../faults.ts'
import type { LoggedRequest } from '../request-log.ts'
import type { Tenant } from '../tenant.ts'
import type { AppSpec, Behaviour, CertificateSpec, SecretSpec } from '../tenant-spec.ts'

/** What may be changed of an app while the emulator runs. */
export type AppPatch = {
  displayName?: string
  /** Replaces the granted roles. Tokens that are out keep theirs, as with Microsoft. */
  roles?: readonly string[]
  /** Replaces the secrets. */
  secrets?: readonly SecretSpec[]
  certificates?: readonly CertificateSpec[]
  disabled?: boolean
  missingServicePrincipal?: boolean
  conditionalAccessPolicy?: string | null
  redirectUris?: readonly string[]
  assignmentRequired?: boolean
  userRoles?: Readonly<Record<string, readonly string[]>>
}

/** An app as tests see it. `secret` is the value of the first secret. */
export type AppView = {
  clientId: string
  secret: string
  secretId: string
  displayName: string
  objectId: string
  servicePrincipalId: string
  roles: string[]
  disabled: boolean
}

export function viewOfApp(app: App): AppView {
  const [first] = app.secrets
  return {
    clientId: app.clientId,
    secret: first?.value ?? '',
    secretId: first?.id ?? '',
    displayName: app.displayName,
    objectId: app.objectId,
    servicePrincipalId: app.servicePrincipalId,
    roles: [...app.roles],
    disabled: app.disabled,
  }
}

/** Thrown when a control call names something that is not there. */
export class UnknownTarget extends Error {}

/** Steers a running emulator: faults, credentials, permissions, clock. */
export class Control {
  readonly state: EmulatorState

  constructor(state: EmulatorState) {
    this.state = state
  }

  /** Returns the fault's id. */
  addFault(fault: Fault): string {
    return this.state.faults.add(fault)
  }

  removeFault(id: string): boolean {
    return this.state.faults.remove(id)
  }

  clearFaults(): void {
    this.state.faults.clear()
  }

  faults(): { id: string; fault: Fault; seen: number; applied: number }[] {
    return this.state.faults.list()
  }

  requests(): LoggedRequest[] {
    return this.state.requests.list()
  }

  clearRequests(): void {
    this.state.requests.clear()
  }

  /** Consents to an application permission; new tokens carry it. */
  grantRole(tenantId: string, clientId: string, role: string): void {
    const app = this.#app(tenantId, clientId)
    app.roles.add(role)
    app.withdrawnRoles.delete(role)
  }

  /** Takes a permission away. With `immediately`, tokens that are out lose it too. */
  revokeRole(tenantId: string, clientId: string, role: string, immediately = false): void {
    const app = this.#app(tenantId, clientId)
    app.roles.delete(role)
    if (immediately) app.withdrawnRoles.add(role)
  }

  /** Dates all secrets of an app, or one of them, to have expired a minute ago. */
  expireSecret(tenantId: string, clientId: string, secretId?: string): void {
    const expiresAt = new Date(this.state.clock.now() - 60_000).toISOString()
    for (const secret of this.#app(tenantId, clientId).secrets)
      if (secretId === undefined || secret.id === secretId) secret.expiresAt = expiresAt
  }

  /** Adds a secret and returns its value and id. */
  addSecret(tenantId: string, clientId: string, spec: SecretSpec = {}): { id: string; value: string } {
    const tenant = this.tenant(tenantId)
    const app = this.#app(tenantId, clientId)
    const secret = makeSecret(tenant.seed + 1, app.secrets.length, this.state.clock.date(), spec)
    app.secrets.push(secret)
    return { id: secret.id, value: secret.value }
  }

  addApp(tenantId: string, spec: AppSpec): AppView {
    const tenant = this.tenant(tenantId)
    const app = makeApp(tenant.seed, tenant.apps.length, this.state.clock.date(), spec)
    tenant.apps.push(app)
    return viewOfApp(app)
  }

  patchApp(tenantId: string, clientId: string, patch: AppPatch): AppView {
    const tenant = this.tenant(tenantId)
    const app = this.#app(tenantId, clientId)
    const { roles, secrets, certificates, redirectUris, userRoles, ...plain } = patch
    Object.assign(app, plain)
    if (roles !== undefined) {
      app.roles = new Set(roles)
      app.withdrawnRoles.clear()
    }
    const now = this.state.clock.date()
    if (secrets !== undefined) app.secrets = secrets.map((spec, at) => makeSecret(tenant.seed, at, now, spec))
    if (certificates !== undefined)
      app.certificates = certificates.map((spec, at) => makeCertificate(tenant.seed, at, spec))
    if (redirectUris !== undefined) app.redirectUris = [...redirectUris]
    if (userRoles !== undefined) app.userRoles = { ...userRoles }
    return viewOfApp(app)
  }

  setBehaviour(tenantId: string, patch: Partial<Behaviour>): Behaviour {
    const tenant = this.tenant(tenantId)
    tenant.behaviour = { ...tenant.behaviour, ...patch }
    return tenant.behaviour
  }

  /** The emulator's clock runs this far ahead of (or behind) the real one. */
  setClockSkew(ms: number): void {
    this.state.clock.setSkew(ms)
  }

  advanceClock(ms: number): void {
    this.state.clock.advance(ms)
  }

  /** Every tenant as its specification says, no faults, an empty request log, no skew. */
  reset(): void {
    this.state.clock.setSkew(0)
    this.clearFaults()
    this.clearRequests()
    for (const tenant of this.state.tenants) tenant.reset()
  }

  tenant(tenantId: string): Tenant {
    const tenant = findTenant(this.state, tenantId)
    if (tenant === undefined) throw new UnknownTarget(`There is no tenant '${tenantId}' in this emulator.`)
    return tenant
  }

  #app(tenantId: string, clientId: string): App {
    const app = this.tenant(tenantId).findApp(clientId)
    if (app === undefined) throw new UnknownTarget(`There is no app '${clientId}' in tenant '${tenantId}'.`)
    return app
  }
}
