import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'
import { Agent, ProxyAgent, fetch, type Dispatcher, type RequestInit, type Response } from 'undici'

export interface TransportConfig {
  /** PEM file with an extra certificate authority, trusted beside the well-known ones. */
  readonly caFile?: string
  readonly caPem?: string
  /** http or https address of a forward proxy; may carry a user name and password. */
  readonly proxyUrl?: string
}

/** One way out for sign-in and Graph alike: same trust, same proxy. Never follows a redirect. */
export interface HttpTransport {
  /** Host of the proxy every connection is made to; null without one. */
  readonly proxyHost: string | null
  fetch(url: string, init: RequestInit): Promise<Response>
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 10_000

function readAuthority(config: TransportConfig): string[] {
  const extra: string[] = []
  if (config.caPem) extra.push(config.caPem)
  if (config.caFile) {
    try {
      extra.push(readFileSync(config.caFile, 'utf8'))
    } catch (cause) {
      throw new Error(
        `The certificate authority file ${config.caFile} could not be read. Check ENTRA_CA_FILE: the file must exist and be readable.`,
        { cause },
      )
    }
  }
  return extra
}

function chooseDispatcher(config: TransportConfig): Dispatcher {
  const extra = readAuthority(config)
  const tls = extra.length > 0 ? { ca: [...rootCertificates, ...extra] } : {}
  const connect = { ...tls, timeout: CONNECT_TIMEOUT_MS }
  if (!config.proxyUrl) return new Agent({ connect })
  return new ProxyAgent({ uri: config.proxyUrl, requestTls: connect, proxyTls: connect })
}

export function createTransport(config: TransportConfig): HttpTransport {
  const dispatcher = chooseDispatcher(config)
  return {
    proxyHost: config.proxyUrl ? new URL(config.proxyUrl).host : null,
    fetch: (url, init) => fetch(url, { ...init, dispatcher, redirect: 'manual' }),
    close: () => dispatcher.destroy(),
  }
}
