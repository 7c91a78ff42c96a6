import { walletSettings, type WalletDriver, type WalletSettings } from '@rollcall/vocabulary'

/** What the form holds. An emptied number field holds text. */
export interface SettingsValues {
  lifetimeMinutes: number | string
  driver: WalletDriver
  ports: 'any' | 'range'
  portFrom: number | string
  portTo: number | string
  publicAddress: string
  /** One server a line. */
  iceServers: string
}

const FIRST_RANGE = { from: 40_000, to: 40_100 }

export function toSettingsValues(settings: WalletSettings): SettingsValues {
  const range = settings.udpPorts ?? FIRST_RANGE
  return {
    lifetimeMinutes: settings.lifetimeMinutes,
    driver: settings.driver,
    ports: settings.udpPorts ? 'range' : 'any',
    portFrom: range.from,
    portTo: range.to,
    publicAddress: settings.publicAddress ?? '',
    iceServers: settings.iceServers.join('\n'),
  }
}

/** The settings as the server takes them; not validated. */
function toCandidate(values: SettingsValues): Record<keyof WalletSettings, unknown> {
  const servers = values.iceServers.split('\n').map((line) => line.trim())
  return {
    lifetimeMinutes: values.lifetimeMinutes,
    driver: values.driver,
    udpPorts: values.ports === 'any' ? null : { from: values.portFrom, to: values.portTo },
    publicAddress: values.publicAddress.trim() || null,
    iceServers: servers.filter((line) => line !== ''),
  }
}

/** Throws when `toSettingsErrors` finds something. */
export function toSettings(values: SettingsValues): WalletSettings {
  return walletSettings.parse(toCandidate(values))
}

/** Messages by field of the form; the schema is the server's. */
export function toSettingsErrors(values: SettingsValues): Record<string, string> {
  const result = walletSettings.safeParse(toCandidate(values))
  const errors: Record<string, string> = {}
  for (const issue of result.error?.issues ?? []) {
    const field = toField(issue.path.join('.'))
    errors[field] ??= MESSAGES[field] ?? issue.message
  }
  return errors
}

/** Which field of the form a path of the settings belongs to. */
export function toField(path: string): string {
  if (path === 'udpPorts.from') return 'portFrom'
  if (path.startsWith('udpPorts')) return 'portTo'
  return path.split('.')[0] ?? path
}

/** Where the schema's own words speak of types. */
const MESSAGES: Partial<Record<string, string>> = {
  lifetimeMinutes: 'Enter 1 to 15 minutes.',
  portFrom: 'Enter a port from 1024 to 65535.',
  portTo: 'Enter a port from 1024 to 65535, not below the first.',
  publicAddress: 'Enter an IPv4 or IPv6 address, like 203.0.113.7. Names are not possible here.',
}
