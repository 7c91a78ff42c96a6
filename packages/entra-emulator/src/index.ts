export { startEmulator } from './server.ts'
export type { ControlHandle, Emulator, EmulatorOptions } from './server.ts'
export type { AppPatch, AppView } from './control/control.ts'
export { DirectoryHandle } from './control/directory-handle.ts'
export type { TenantHandle } from './control/directory-handle.ts'
export type {
  DirectoryGroup,
  DirectoryUser,
  GroupPatch,
  MemberRef,
  UserPatch,
} from './directory/directory-object.ts'
export { OutboundProvisioning } from './provisioning/outbound-provisioning.ts'
export type { ConnectionTest, CycleResult, ProvisioningState } from './provisioning/outbound-provisioning.ts'
export type { MappingRow } from './provisioning/attribute-mapping.ts'
export type { OnDemandInput, OnDemandResult } from './provisioning/provision-on-demand.ts'
export type { LogEntry } from './provisioning/provisioning-log.ts'
export { BadSettings } from './provisioning/settings.ts'
export type { ProvisioningSettings } from './provisioning/settings.ts'
export type { Fault, FaultEffect, FaultMatch } from './faults.ts'
export type { LoggedRequest } from './request-log.ts'
export type {
  AppSpec,
  Behaviour,
  CertificateSpec,
  GroupSpec,
  SecretSpec,
  TenantSpec,
  ThrottleSpec,
  UserSpec,
} from './tenant-spec.ts'
