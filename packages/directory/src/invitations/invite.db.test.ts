import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { makeConnection, makeIdentity, makeRealm, makeUser } from '../testing/index.ts'
import { openInvitationWorld } from '../testing/invitation-world.ts'
import { createTestContext } from '../testing/test-context.ts'
import { getUser } from '../users/get-user.ts'
import { updateUser } from '../users/update-user.ts'
import { invite } from './invite.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const WEEK = 7 * 86_400_000
const HOUR = 3_600_000

describeEachEngine('inviting', (open) => {
  test('needs a mail server', async () => {
    const ctx = createTestContext(open())
    const refused = invite({ ctx, input: { email: 'nobody@post.example', name: 'Nobody' } })
    await expect(refused).rejects.toMatchObject({
      code: 'email_unavailable',
      message: expect.stringContaining('Email'),
    })
    expect(await open().client.user.count({ where: { emailKey: 'nobody@post.example' } })).toBe(0)
  })

  test('makes someone who has not claimed, with role and realms, and a message with a link of seven days', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const realmId = await makeRealm(open(), 'Field')
    const input = {
      email: ' Ada@Post.example ',
      name: ' Ada ',
      role: 'operator' as const,
      realmIds: [realmId, realmId],
    }
    const view = await invite({ ctx, input })
    expect(view).toMatchObject({
      name: 'Ada',
      email: 'Ada@Post.example',
      role: 'operator',
      state: 'pending',
      invitedBy: 'Test Owner',
      message: { status: 'queued', problem: null },
      userDeleted: false,
    })
    expect(view.realms.map((realm) => realm.id)).toEqual([realmId])
    expect(Date.parse(view.expiresAt)).toBe(ctx.now().getTime() + WEEK)
    const person = await getUser({ ctx, input: { id: view.userId } })
    expect(person).toMatchObject({ registeredAt: null, did: null, status: 'active' })
    expect(person.realms).toMatchObject([{ id: realmId, byHand: true, byMappings: [] }])
    const tokens = await world.waitingTokens(view.id)
    expect(tokens).toEqual([{ token: expect.stringMatching(/^ri_[\w-]{43}$/), opens: true }])
    expect(await world.eventsOf(view.userId)).toEqual([
      'invitation.sent',
      'email.queued',
      'realm.member_added',
    ])
    const stored = JSON.stringify([view, await open().client.event.findMany({ select: { data: true } })])
    expect(stored).not.toContain(tokens[0]?.token)
  })

  test('the same address again replaces the link and brings the person to what is asked now', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const [old, fresh] = [await makeRealm(open(), 'Old'), await makeRealm(open(), 'Fresh')]
    const first = await invite({ ctx, input: { email: 'bo@post.example', name: 'Bo', realmIds: [old] } })
    const [before] = await world.waitingTokens(first.id)
    world.pass(HOUR)
    const input = { email: 'BO@post.example', name: 'Bo L.', role: 'manager' as const, realmIds: [fresh] }
    const other = world.as({ actor: { kind: 'user', id: null, name: 'Grace' } })
    const again = await invite({ ctx: other, input })
    expect(again).toMatchObject({
      id: first.id,
      userId: first.userId,
      name: 'Bo L.',
      role: 'manager',
      invitedBy: 'Grace',
    })
    expect(again.realms.map((realm) => realm.id)).toEqual([fresh])
    expect(again.createdAt).toBe(first.createdAt)
    expect(Date.parse(again.sentAt) - Date.parse(first.sentAt)).toBe(HOUR)
    expect(Date.parse(again.expiresAt) - Date.parse(first.expiresAt)).toBe(HOUR)
    const tokens = await world.waitingTokens(first.id)
    expect(tokens.map((one) => one.opens)).toEqual([true])
    expect(tokens[0]?.token).not.toBe(before?.token)
    const mails = await open().client.email.findMany({
      where: { invitationId: first.id },
      orderBy: { id: 'asc' },
    })
    expect(mails.map((mail) => mail.status)).toEqual(['cancelled', 'queued'])
    const sent = await open().client.event.findMany({
      where: { userId: first.userId, type: 'invitation.sent' },
      orderBy: { id: 'asc' },
    })
    expect(sent.map((event) => event.data)).toMatchObject([{ again: false }, { again: true }])
    expect(await world.eventsOf(first.userId)).toEqual([
      'invitation.sent',
      'email.queued',
      'realm.member_added',
      'user.updated',
      'user.role_changed',
      'realm.member_added',
      'realm.member_removed',
      'invitation.sent',
      'email.queued',
    ])
  })

  test('an invitation that has expired, or was revoked while something else holds the person, begins anew', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const input = { email: 'cy@post.example', name: 'Cy' }
    const first = await invite({ ctx, input })
    world.pass(WEEK)
    expect(await invite({ ctx, input })).toMatchObject({ id: first.id, state: 'pending' })
    const connectionId = await makeConnection(open())
    await makeIdentity(open(), { connectionId, userId: first.userId })
    expect(await revokeInvitation({ ctx, input: { id: first.id } })).toMatchObject({ state: 'revoked' })
    expect(await invite({ ctx, input })).toMatchObject({ id: first.id, state: 'pending', revokedAt: null })
    expect((await world.waitingTokens(first.id)).map((one) => one.opens)).toEqual([true])
  })

  test('a QR opened with the old link ends with it', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const input = { email: 'di@post.example', name: 'Di' }
    const { id, userId } = await invite({ ctx, input })
    const sessionId = uuidv7()
    await open().client.walletSession.create({
      data: {
        id: sessionId,
        purpose: 'claim',
        userId,
        status: 'connected',
        keySealed: new Uint8Array([1]),
        relayToken: sessionId,
        initiatorPeer: 'i',
        receiverPeer: sessionId,
        openedBy: { ...ctx.actor },
        openedVia: 'invitation',
        invitationId: id,
        step1: new Uint8Array([2]),
        step1At: ctx.now(),
        expiresAt: new Date(ctx.now().getTime() + HOUR),
      },
    })
    await invite({ ctx, input })
    const session = await open().client.walletSession.findUniqueOrThrow({ where: { id: sessionId } })
    expect(session).toMatchObject({
      status: 'cancelled',
      keySealed: null,
      step1: null,
      version: 1,
      finishedAt: ctx.now(),
    })
    expect(await world.eventsOf(userId)).toContain('claim.ended')
  })

  test('people who are here for another reason are not invited, and nothing is changed', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    await makeUser(open(), { name: 'Claimed', email: 'Eve@post.example', registeredAt: new Date() })
    const connectionId = await makeConnection(open(), { displayName: 'Tideway' })
    const userId = await makeUser(open(), { name: 'Fay', email: 'fay@post.example' })
    await makeIdentity(open(), { connectionId, userId })
    const events = await open().client.event.count()
    await expect(invite({ ctx, input: { email: 'eve@POST.example', name: 'E' } })).rejects.toMatchObject({
      code: 'already_claimed',
      issues: [{ path: 'email' }],
    })
    await expect(invite({ ctx, input: { email: 'fay@post.example', name: 'F' } })).rejects.toMatchObject({
      code: 'already_exists',
      message: expect.stringMatching(/^Fay is here .* Tideway .* claim link/),
    })
    expect((await getUser({ ctx, input: { id: userId } })).name).toBe('Fay')
    expect(await open().client.event.count()).toBe(events)
  })

  test('a disabled person is not invited again', async () => {
    const { ctx } = await openInvitationWorld(open())
    const input = { email: 'gil@post.example', name: 'Gil' }
    const { userId } = await invite({ ctx, input })
    await updateUser({ ctx, input: { id: userId, status: 'disabled' } })
    await expect(invite({ ctx, input })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('an unknown realm leaves nobody behind', async () => {
    const { ctx } = await openInvitationWorld(open())
    const refused = invite({ ctx, input: { email: 'hal@post.example', name: 'Hal', realmIds: [uuidv7()] } })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'realmIds' }] })
    expect(await open().client.user.count({ where: { emailKey: 'hal@post.example' } })).toBe(0)
    expect(await open().client.email.count({ where: { recipient: 'hal@post.example' } })).toBe(0)
  })

  test.each([
    ['', 'name'],
    ['   ', 'name'],
    ['Ada\r\nBcc: everyone@post.example', 'name'],
    ['Ada\u0000', 'name'],
    ['Ada \ud800', 'name'],
    ['x'.repeat(257), 'name'],
  ])('the name %j is refused', async (name, path) => {
    const { ctx } = await openInvitationWorld(open())
    const refused = invite({ ctx, input: { email: 'ida@post.example', name } })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path }] })
  })

  test.each([
    '<script>alert(1)</script>',
    `Robert'); drop table users; --`,
    '"Ada" <mallory@post.example>',
    '\u202Egnp.exe',
    '名前 😀 Zoë',
    '${name} %s {{name}} \\',
  ])('the name %j stays as it was written', async (name) => {
    const { ctx } = await openInvitationWorld(open())
    const email = `${uuidv7()}@post.example`
    const view = await invite({ ctx, input: { email, name } })
    expect(view.name).toBe(name)
    expect((await getUser({ ctx, input: { id: view.userId } })).name).toBe(name)
    const again = await invite({ ctx, input: { email, name } })
    expect([again.id, again.name]).toEqual([view.id, name])
  })

  test.each(['', 'ada', 'ada@', 'a b@post.example', 'a@b.example\nBcc: x@y.example'])(
    'the address %j is refused',
    async (email) => {
      const { ctx } = await openInvitationWorld(open())
      const refused = invite({ ctx, input: { email, name: 'Ada' } })
      await expect(refused).rejects.toMatchObject({ code: 'invalid_input', issues: [{ path: 'email' }] })
    },
  )
})

describeEachEngine('a manager', (open) => {
  test('does not invite an admin', async () => {
    const world = await openInvitationWorld(open())
    const input = { email: 'jo@roles.example', name: 'Jo', role: 'admin' as const }
    const refused = invite({ ctx: world.as({ role: 'manager' }), input })
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    expect(await open().client.user.count({ where: { emailKey: input.email } })).toBe(0)
  })

  test('does not turn someone who was invited as an admin into a member', async () => {
    const world = await openInvitationWorld(open())
    const input = { email: 'kim@roles.example', name: 'Kim' }
    const first = await invite({ ctx: world.ctx, input: { ...input, role: 'admin' } })
    const manager = world.as({ role: 'manager' })
    await expect(invite({ ctx: manager, input })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await getUser({ ctx: world.ctx, input: { id: first.userId } })).role).toBe('admin')
    expect((await world.waitingTokens(first.id)).map((one) => one.opens)).toEqual([true])
  })
})
