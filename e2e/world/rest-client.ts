import { setTimeout as sleep } from 'node:timers/promises'
import {
  isActiveRun,
  type CheckReport,
  type ConnectionView,
  type EventView,
  type RunStatus,
  type RunView,
  type UserDetailView,
  type UserView,
} from '@rollcall/vocabulary'

export interface RestAnswer {
  readonly status: number
  readonly body: unknown
  readonly text: string
}

const PATIENCE_MS = 90_000

/** The server's REST surface in the hands of a program with an API key. */
export class RestClient {
  readonly #url: string
  readonly #key: string

  constructor(url: string, key: string) {
    this.#url = url
    this.#key = key
  }

  /** The same server with another key. */
  withKey(key: string): RestClient {
    return new RestClient(this.#url, key)
  }

  async send(method: string, path: string, body?: unknown): Promise<RestAnswer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text === '' ? null : JSON.parse(text) }
  }

  /** The answer of a call that must succeed. */
  async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body)
    if (answer.status >= 400) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return asView<T>(answer.body)
  }

  getConnection(id: string): Promise<ConnectionView> {
    return this.ask('GET', `/api/directory/connections/${id}`)
  }

  check(id: string): Promise<CheckReport> {
    return this.ask('POST', `/api/directory/connections/${id}/check`)
  }

  getRun(id: string): Promise<RunView> {
    return this.ask('GET', `/api/directory/runs/${id}`)
  }

  async listRuns(): Promise<RunView[]> {
    return (await this.ask<{ items: RunView[] }>('GET', '/api/directory/runs?limit=50')).items
  }

  getUser(id: string): Promise<UserDetailView> {
    return this.ask('GET', `/api/users/${id}`)
  }

  /** Everyone who matches, page after page. */
  async listUsers(query: Record<string, string> = {}): Promise<UserView[]> {
    const people: UserView[] = []
    let cursor: string | null = null
    do {
      const search: string = new URLSearchParams({
        ...query,
        limit: '200',
        ...(cursor && { cursor }),
      }).toString()
      const page: { items: UserView[]; nextCursor: string | null } = await this.ask(
        'GET',
        `/api/users?${search}`,
      )
      people.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    return people
  }

  async listEvents(): Promise<EventView[]> {
    return (await this.ask<{ items: EventView[] }>('GET', '/api/events?limit=500')).items
  }

  /** Starts a sync and waits for its end. */
  async sync(connectionId: string): Promise<RunView> {
    const run = await this.ask<RunView>('POST', `/api/directory/connections/${connectionId}/sync`, {})
    return this.waitForRun(run.id)
  }

  /** The run once it no longer works by itself: finished, or waiting for a person. */
  waitForRun(id: string): Promise<RunView> {
    return this.waitForRunUntil(
      id,
      (run) => !isActiveRun(run.status) || run.status === 'awaiting_confirmation',
    )
  }

  async waitForStatus(id: string, status: RunStatus): Promise<RunView> {
    return this.waitForRunUntil(id, (run) => run.status === status)
  }

  async waitForRunUntil(id: string, isThere: (run: RunView) => boolean): Promise<RunView> {
    const until = Date.now() + PATIENCE_MS
    for (;;) {
      const run = await this.getRun(id)
      if (isThere(run)) return run
      if (Date.now() > until) throw new Error(`The run did not get there: ${JSON.stringify(run)}`)
      await sleep(100)
    }
  }
}

/** The server parses what it sends with the schema of the view, so the type holds. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- it names the view the caller asked for
function asView<T>(body: unknown): T {
  return body as T
}
