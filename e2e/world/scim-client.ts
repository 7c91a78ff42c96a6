import type { ConnectionView, CreatedScimTokenView, GuardPolicy } from '@rollcall/vocabulary'
import type { World } from './world.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** A SCIM client with a connection and a token of its own. */
export class ScimClient {
  readonly connection: ConnectionView
  readonly #token: string

  private constructor(connection: ConnectionView, token: string) {
    this.connection = connection
    this.#token = token
  }

  /** Makes the connection, with the given settings, and the token over REST. */
  static async open(
    world: World,
    settings: { displayName: string; guard?: GuardPolicy },
  ): Promise<ScimClient> {
    const connection = await world.rest.ask<ConnectionView>('POST', '/api/directory/scim', settings)
    const tokens = `/api/directory/connections/${connection.id}/tokens`
    const { token } = await world.rest.ask<CreatedScimTokenView>('POST', tokens, { name: 'Client' })
    return new ScimClient(connection, token)
  }

  /** The answer of a request that must succeed. */
  async ask(method: string, path: string, body?: object): Promise<{ id: string }> {
    const answer = await fetch(`${this.connection.baseUrl ?? ''}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/scim+json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
    return text === '' ? { id: '' } : JSON.parse(text)
  }

  /** Answers the SCIM id. */
  async createUser(name: string, email: string): Promise<string> {
    const emails = [{ type: 'work', primary: true, value: email }]
    const user = { schemas: [`${CORE}:User`], userName: email, displayName: name, active: true, emails }
    return (await this.ask('POST', '/Users', user)).id
  }

  async createGroup(name: string, members: readonly string[]): Promise<string> {
    const group = {
      schemas: [`${CORE}:Group`],
      displayName: name,
      members: members.map((value) => ({ value })),
    }
    return (await this.ask('POST', '/Groups', group)).id
  }

  /** In the words of Entra's older dialect. */
  async setActive(id: string, active: boolean): Promise<void> {
    const Operations = [{ op: 'Replace', path: 'active', value: active ? 'True' : 'False' }]
    await this.ask('PATCH', `/Users/${id}`, { schemas: [PATCH], Operations })
  }
}
