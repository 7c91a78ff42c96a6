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
