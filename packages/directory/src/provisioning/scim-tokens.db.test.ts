import { hashToken } from '@rollcall/db'
import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { createTestContext, makeConnection, TEST_NOW } from '../testing/index.ts'
import { createScimToken } from './create-scim-token.ts'
import { listScimTokens } from './list-scim-tokens.ts'
import { revokeScimToken } from './revoke-scim-token.ts'

describeEachEngine('tokens of a SCIM connection', (open) => {
  async function setUp() {
    const forgotten: string[] = []
    const ctx = createTestContext(open(), { forgetScimAccess: () => void forgotten.push('forgotten') })
    const connectionId = await makeConnection(open(), { kind: 'scim', displayName: 'Okta' })
    return { ctx, connectionId, forgotten }
  }

  async function eventsOf(connectionId: string) {
    const rows = await open().client.event.findMany({ where: { connectionId }, orderBy: { id: 'asc' } })
    return rows.map(({ type, data }) => ({ type, data }))
  }

  test('a token is shown once, kept as its hash, and named in the log', async () => {
    const { ctx, connectionId } = await setUp()
    const created = await createScimToken({
      ctx,
      input: { connectionId, name: ' Entra ', expiresInDays: 30 },
    })
    expect(created.token).toMatch(/^rs_[\w-]{43}$/)
    expect(created).toMatchObject({
      name: 'Entra',
      prefix: created.token.slice(0, 9),
      state: 'live',
      createdBy: 'Test Owner',
      lastUsedAt: null,
      expiresAt: '2026-12-21T12:00:00.000Z',
    })
    const { token, ...shown } = created
    expect(await listScimTokens({ ctx, input: { connectionId } })).toEqual([shown])
    const row = await open().client.scimToken.findUniqueOrThrow({ where: { id: created.id } })
    expect(row.tokenHash).toEqual(hashToken(token))
    const events = await eventsOf(connectionId)
    expect(events).toEqual([
      { type: 'scim_token.created', data: { connection: 'Okta', token: 'Entra', tokenId: created.id } },
    ])
    expect(JSON.stringify([events, { ...row, tokenHash: null }])).not.toContain(token)
  })

  test('revoking takes effect once, and is remembered by nobody from then on', async () => {
    const { ctx, connectionId, forgotten } = await setUp()
    const { id: tokenId } = await createScimToken({ ctx, input: { connectionId } })
    const before = forgotten.length
    expect(await revokeScimToken({ ctx, input: { connectionId, tokenId } })).toEqual({ revoked: true })
    expect(forgotten.length).toBe(before + 1)
    const later = createTestContext(open(), { now: () => new Date('2026-12-01T00:00:00Z') })
    expect(await revokeScimToken({ ctx: later, input: { connectionId, tokenId } })).toEqual({ revoked: true })
    const [token] = await listScimTokens({ ctx, input: { connectionId } })
    expect(token).toMatchObject({ state: 'revoked', revokedAt: TEST_NOW.toISOString() })
    expect(await eventsOf(connectionId)).toMatchObject([
      { type: 'scim_token.created' },
      { type: 'scim_token.revoked', data: { connection: 'Okta', token: 'Provisioning', tokenId } },
    ])
  })

  test('are listed newest first, each with its state', async () => {
    const { ctx, connectionId } = await setUp()
    const at = (day: number) => createTestContext(open(), { now: () => new Date(Date.UTC(2026, 10, day)) })
    await createScimToken({ ctx: at(1), input: { connectionId, name: 'old', expiresInDays: 20 } })
    const middle = await createScimToken({ ctx: at(2), input: { connectionId, name: 'middle' } })
    await createScimToken({ ctx: at(3), input: { connectionId, name: 'new', expiresInDays: 20 } })
    await revokeScimToken({ ctx, input: { connectionId, tokenId: middle.id } })
    const tokens = await listScimTokens({ ctx, input: { connectionId } })
    expect(tokens.map(({ name, state }) => [name, state])).toEqual([
      ['new', 'live'],
      ['middle', 'revoked'],
      ['old', 'expired'],
    ])
  })

  test('twenty live ones are enough, also when many are asked for at once', async () => {
    const { ctx, connectionId } = await setUp()
    const past = createTestContext(open(), { now: () => new Date('2026-01-01T00:00:00Z') })
    await createScimToken({ ctx: past, input: { connectionId, expiresInDays: 1 } })
    const wanted = Array.from({ length: 24 }, () => createScimToken({ ctx, input: { connectionId } }))
    const ends = await Promise.allSettled(wanted)
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(20)
    const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(refused[0]).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Revoke one'),
    })
    const live = await listScimTokens({ ctx, input: { connectionId } })
    const first = live.find((token) => token.state === 'live')
    if (!first) throw new Error('No token is live.')
    await revokeScimToken({ ctx, input: { connectionId, tokenId: first.id } })
    await expect(createScimToken({ ctx, input: { connectionId } })).resolves.toMatchObject({ state: 'live' })
  })

  test('a program is named as one', async () => {
    const { connectionId } = await setUp()
    const ctx = createTestContext(open(), { actor: { kind: 'api_key', id: null, name: 'Terraform' } })
    const token = await createScimToken({ ctx, input: { connectionId } })
    expect(token.createdBy).toBe('API key Terraform')
  })

  test('belong to one connection, which has to be one that is pushed to', async () => {
    const { ctx, connectionId } = await setUp()
    const other = await makeConnection(open(), { kind: 'scim' })
    const { id: tokenId } = await createScimToken({ ctx, input: { connectionId } })
    const wrong = revokeScimToken({ ctx, input: { connectionId: other, tokenId } })
    await expect(wrong).rejects.toMatchObject({ code: 'not_found' })
    expect(await listScimTokens({ ctx, input: { connectionId: other } })).toEqual([])
    const [token] = await listScimTokens({ ctx, input: { connectionId } })
    expect(token?.state).toBe('live')

    const reading = await makeConnection(open(), { displayName: 'Contoso' })
    const sandbox = await makeConnection(open(), { kind: 'scim', sandbox: true })
    const expected = [
      [reading, 'conflict'],
      [sandbox, 'not_found'],
      [uuidv7(), 'not_found'],
    ] as const
    for (const [id, code] of expected) {
      await expect(createScimToken({ ctx, input: { connectionId: id } })).rejects.toMatchObject({ code })
      await expect(listScimTokens({ ctx, input: { connectionId: id } })).rejects.toMatchObject({ code })
    }
    expect(await open().client.scimToken.count({ where: { connectionId: { in: [reading, sandbox] } } })).toBe(
      0,
    )
  })

  test.each([{ name: '  ' }, { expiresInDays: 0 }, { expiresInDays: 1.5 }, { secret: 'mine' }])(
    '%j is refused',
    async (wrong) => {
      const { ctx, connectionId } = await setUp()
      const attempt = createScimToken({ ctx, input: { connectionId, ...wrong } })
      await expect(attempt).rejects.toMatchObject({ code: 'invalid_input' })
    },
  )
})
