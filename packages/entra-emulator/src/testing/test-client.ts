import { Agent, fetch } from 'undici'
import type { Emulator, EmulatorOptions } from '../server.ts'
import { startEmulator } from '../server.ts'
import type { JsonObject, JsonValue } from '../json-value.ts'
import { isJsonObject, parseJson } from '../json-value.ts'
import type { TenantHandle } from '../control/directory-handle.ts'
import type { AppView } from '../control/control.ts'

export type TestReply = { status: number; headers: Headers; text: string; json: JsonObject }

type Headers = Awaited<ReturnType<typeof fetch>>['headers']
type Send = { method?: string; headers?: Record<string, string>; body?: string }

/** An emulator with a client that trusts its authority and nothing else. */
export class TestClient {
  readonly emulator: Emulator
  #agent: Agent
  #token: string | undefined

  constructor(emulator: Emulator) {
    this.emulator = emulator
    this.#agent = new Agent({ connect: { ca: emulator.caPem } })
  }

  static async start(options?: EmulatorOptions): Promise<TestClient> {
    return new TestClient(await startEmulator(options))
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
    await this.emulator.close()
  }

  get tenant(): TenantHandle {
    const [tenant] = this.emulator.tenants
    if (tenant === undefined) throw new Error('The emulator was started without tenants.')
    return tenant
  }

  get app(): AppView {
    const [app] = this.tenant.apps
    if (app === undefined) throw new Error('The tenant was started without apps.')
    return app
  }

  async send(path: string, { method = 'GET', headers = {}, body }: Send = {}): Promise<TestReply> {
    const url = path.startsWith('https:') ? path : `${this.emulator.origin}${path}`
    const response = await fetch(url, {
      method,
      headers,
      dispatcher: this.#agent,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const json = parseJson(text)
    return { status: response.status, headers: response.headers, text, json: isJsonObject(json) ? json : {} }
  }

  /** Posts a form to the token endpoint; by default the first app with its secret. */
  async askToken(form: Record<string, string | undefined> = {}, tenantName?: string): Promise<TestReply> {
    const fields = {
      client_id: this.app.clientId,
      client_secret: this.app.secret,
      scope: 'https://graph.microsoft.com/.default',
      grant_type: 'client_credentials',
      ...form,
    }
    const body = new URLSearchParams()
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) body.set(name, value)
    return this.send(`/${encodeURIComponent(tenantName ?? this.tenant.tenantId)}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    })
  }

  async token(): Promise<string> {
    if (this.#token === undefined) {
      const { json } = await this.askToken()
      if (typeof json['access_token'] !== 'string') throw new Error(`No token: ${JSON.stringify(json)}`)
      this.#token = json['access_token']
    }
    return this.#token
  }

  forgetToken(): void {
    this.#token = undefined
  }

  /** GET below `/v1.0`, or a whole link. */
  async graph(path: string, headers: Record<string, string> = {}): Promise<TestReply> {
    const url = path.startsWith('https:') ? path : `/v1.0${path}`
    return this.send(url, { headers: { authorization: `Bearer ${await this.token()}`, ...headers } })
  }

  /** Follows a collection to its end; all items and the last page. */
  async all(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ items: JsonObject[]; pages: TestReply[] }> {
    const items: JsonObject[] = []
    const pages: TestReply[] = []
    let next: string | undefined = path
    while (next !== undefined) {
      const reply: TestReply = await this.graph(next, headers)
      if (reply.status !== 200) throw new Error(`${next} answered ${reply.status}: ${reply.text}`)
      pages.push(reply)
      items.push(...valuesOf(reply.json))
      next = textOf(reply.json['@odata.nextLink'])
    }
    return { items, pages }
  }

  /** Walks a delta round; all items and the delta link. */
  async round(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ items: JsonObject[]; link: string; pages: number }> {
    const { items, pages } = await this.all(path, headers)
    const link = textOf(pages.at(-1)?.json['@odata.deltaLink'])
    if (link === undefined) throw new Error('The round ended without a delta link.')
    return { items, link, pages: pages.length }
  }

  async control(method: string, path: string, body?: JsonValue): Promise<TestReply> {
    return this.send(`/_emulator${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Text under a name of an answer; empty when there is none. */
export function textAt(json: JsonObject, name: string): string {
  return textOf(json[name]) ?? ''
}

export function valuesOf(json: JsonObject): JsonObject[] {
  return Array.isArray(json['value']) ? json['value'].filter(isJsonObject) : []
}

export function errorOf(reply: TestReply): {
  status: number
  code: JsonValue | undefined
  message: JsonValue | undefined
} {
  const error = isJsonObject(reply.json['error']) ? reply.json['error'] : {}
  return { status: reply.status, code: error['code'], message: error['message'] }
}

export const EVENTUAL = { consistencylevel: 'eventual' }
