import type { OpenSource, SourceSettings } from '@rollcall/vocabulary'
import { endpointsFor, parseHost } from './endpoints.ts'
import { createTransport, type TransportConfig } from './http-transport.ts'
import { openSource } from './source.ts'
import { createThrottle, type Throttle } from './throttle.ts'
import { realSleep, type Timing } from './timing.ts'

export interface EntraConfig extends TransportConfig {
  /** Sign-in origin of the `default` cloud, for example https://login.microsoftonline.com. */
  readonly authorityHost: string
  /** Graph origin of the `default` cloud, for example https://graph.microsoft.com. */
  readonly graphRoot: string
  /** Longest wait for one answer, body included. Default 60 s. */
  readonly timeoutMs?: number
  /** Longest waiting of one request for throttling and outages together. Default 10 minutes. */
  readonly maxWaitMs?: number
  /** Default 8. */
  readonly maxAttempts?: number
  readonly sleep?: Timing['sleep']
  /** Milliseconds since 1970. */
  readonly now?: Timing['now']
  readonly random?: Timing['random']
}

export interface EntraProvider {
  readonly open: OpenSource
  /** Breaks off what is still under way and closes every connection. */
  close(): Promise<void>
}

/** Microsoft counts requests per application and tenant, so every source of the same pair shares one throttle. */
function throttlePerApplication(timing: Timing): (settings: SourceSettings) => Throttle {
  const throttles = new Map<string, Throttle>()
  return ({ cloud, directoryId, clientId }) => {
    const key = [cloud, directoryId, clientId].join('|').toLowerCase()
    const throttle = throttles.get(key) ?? createThrottle(timing)
    throttles.set(key, throttle)
    return throttle
  }
}

/** Throws when an address or the certificate file cannot be used. Make one per process. */
export function createEntraProvider(config: EntraConfig): EntraProvider {
  const hosts = {
    authorityHost: parseHost('sign-in address', config.authorityHost),
    graphRoot: parseHost('Microsoft Graph address', config.graphRoot),
  }
  const transport = createTransport(config)
  const timing: Timing = {
    now: config.now ?? Date.now,
    sleep: config.sleep ?? realSleep,
    random: config.random ?? Math.random,
  }
  const throttleFor = throttlePerApplication(timing)
  return {
    open: (settings) =>
      openSource(settings, {
        endpoints: endpointsFor(settings.cloud, hosts),
        transport,
        timing,
        throttle: throttleFor(settings),
        patience: { maxAttempts: config.maxAttempts ?? 8, maxWaitMs: config.maxWaitMs ?? 600_000 },
        timeoutMs: config.timeoutMs ?? 60_000,
      }),
    close: () => transport.close(),
  }
}
