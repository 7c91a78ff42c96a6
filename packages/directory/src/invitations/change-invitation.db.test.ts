import { describeEachEngine } from '@rollcall/db/testing'
import { uuidv7 } from 'uuidv7'
import { expect, test } from 'vitest'
import { makeConnection, makeIdentity, makeRealm, makeUser } from '../testing/index.ts'
import { openInvitationWorld } from '../testing/invitation-world.ts'
import { updateUser } from '../users/update-user.ts'
import { invite } from './invite.ts'
import { listInvitations } from './list-invitations.ts'
import { resendInvitation } from './resend-invitation.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const WEEK = 7 * 86_400_000
const HOUR = 3_600_000

describeEachEngine('sending an invitation again', (open) => {
  test('kills the old link, and lasts seven days from then', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const first = await invite({ ctx, input: { email: 'ann@again.example', name: 'Ann', role: 'operator' } })
    const [before] = await world.waitingTokens(first.id)
    world.pass(WEEK + HOUR)
    const view = await resendInvitation({ ctx, input: { id: first.id } })
    expect(view).toMatchObject({ id: first.id, userId: first.userId, state: 'pending', role: 'operator' })
    expect(Date.parse(view.expiresAt)).toBe(ctx.now().getTime() + WEEK)
    const tokens = await world.waitingTokens(first.id)
    expect(tokens.map((one) => one.opens)).toEqual([true])
    expect(tokens[0]?.token).not.toBe(before?.token)
  })

  test('goes to the address a directory has given the person meanwhile', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { client } = open()
    const { id, userId } = await invite({ ctx, input: { email: 'before@again.example', name: 'Bea' } })
    await client.user.update({ where: { id: userId }, data: { email: 'after@again.example' } })
    expect((await resendInvitation({ ctx, input: { id } })).email).toBe('after@again.example')
    const last = await client.email.findFirst({ where: { invitationId: id, status: 'queued' } })
    expect(last?.recipient).toBe('after@again.example')
    await client.user.update({ where: { id: userId }, data: { email: null } })
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('begins with inviting once someone has corrected the address, which ends the old link', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { id, userId } = await invite({ ctx, input: { email: 'wrong@again.example', name: 'Cal' } })
    await updateUser({ ctx, input: { id: userId, email: 'right@again.example' } })
    expect(await world.waitingTokens(id)).toEqual([])
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Invite Cal anew'),
    })
    const view = await invite({ ctx, input: { email: 'right@again.example', name: 'Cal' } })
    expect(view).toMatchObject({ id, userId, email: 'right@again.example', state: 'pending' })
    expect((await world.waitingTokens(id)).map((one) => one.opens)).toEqual([true])
  })

  test('is refused with a sentence once there is nothing to send', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { client } = open()
    const { id, userId } = await invite({ ctx, input: { email: 'cat@again.example', name: 'Cat' } })
    await expect(resendInvitation({ ctx, input: { id: uuidv7() } })).rejects.toMatchObject({
      code: 'not_found',
    })
    await updateUser({ ctx, input: { id: userId, status: 'disabled' } })
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' })
    await updateUser({ ctx, input: { id: userId, status: 'active' } })
    await client.invitation.update({ where: { id }, data: { revokedAt: ctx.now() } })
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'conflict' })
    await client.invitation.update({ where: { id }, data: { revokedAt: null, acceptedAt: ctx.now() } })
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'already_claimed' })
    await client.setting.deleteMany({ where: { key: 'smtp' } })
    await expect(resendInvitation({ ctx, input: { id } })).rejects.toMatchObject({
      code: 'email_unavailable',
    })
  })
})

describeEachEngine('revoking an invitation', (open) => {
  test('deletes whom nothing else holds, with link and waiting message, and says so', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const realmId = await makeRealm(open(), 'Gone')
    const input = { email: 'dan@gone.example', name: 'Dan', realmIds: [realmId] }
    const { id, userId } = await invite({ ctx, input })
    const view = await revokeInvitation({ ctx, input: { id } })
    expect(view).toMatchObject({
      id,
      userId,
      name: 'Dan',
      state: 'revoked',
      revokedAt: ctx.now().toISOString(),
      userDeleted: true,
      message: { status: 'cancelled' },
    })
    const { client } = open()
    expect(await client.user.findUnique({ where: { id: userId } })).toBeNull()
    expect(await client.email.count({ where: { recipient: 'dan@gone.example' } })).toBe(0)
    expect(await world.eventsOf(userId)).toEqual([
      'invitation.sent',
      'email.queued',
      'realm.member_added',
      'invitation.revoked',
      'user.deleted',
    ])
    const told = await client.event.findFirstOrThrow({ where: { userId, type: 'invitation.revoked' } })
    expect(told.data).toMatchObject({ name: 'Dan', email: 'dan@gone.example', userDeleted: true })
    expect((await listInvitations({ ctx, input: { search: 'dan@gone' } })).total).toBe(0)
    await expect(revokeInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'not_found' })
    expect(await invite({ ctx, input })).toMatchObject({ state: 'pending' })
  })

  test('leaves whom a directory holds, once', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { id, userId } = await invite({ ctx, input: { email: 'eli@gone.example', name: 'Eli' } })
    await makeIdentity(open(), { connectionId: await makeConnection(open()), userId })
    const view = await revokeInvitation({ ctx, input: { id } })
    expect(view).toMatchObject({ state: 'revoked', userDeleted: false, message: { status: 'cancelled' } })
    expect(await world.waitingTokens(id)).toEqual([])
    world.pass(HOUR)
    expect(await revokeInvitation({ ctx, input: { id } })).toEqual(view)
    expect((await world.eventsOf(userId)).filter((type) => type === 'invitation.revoked')).toHaveLength(1)
    expect((await listInvitations({ ctx, input: { state: 'revoked' } })).items).toMatchObject([{ id }])
  })

  test('leaves whom a directory held, and whom someone decided a directory person is', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { client } = open()
    const held = await invite({ ctx, input: { email: 'fee@gone.example', name: 'Fee' } })
    await client.formerLink.create({ data: { directoryId: 'd', objectId: 'o', userId: held.userId } })
    const meant = await invite({ ctx, input: { email: 'guy@gone.example', name: 'Guy' } })
    const connectionId = await makeConnection(open())
    const identityId = await makeIdentity(open(), { connectionId })
    await client.conflict.create({
      data: {
        connectionId,
        identityId,
        reason: 'shared_match',
        status: 'linked',
        linkUserId: meant.userId,
        candidateIds: [meant.userId],
      },
    })
    for (const { id } of [held, meant]) {
      expect((await revokeInvitation({ ctx, input: { id } })).userDeleted).toBe(false)
    }
  })

  test('is refused once the account is in use', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { client } = open()
    const { id, userId } = await invite({ ctx, input: { email: 'hob@gone.example', name: 'Hob' } })
    await client.user.update({ where: { id: userId }, data: { registeredAt: ctx.now() } })
    await expect(revokeInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'already_claimed' })
    await client.invitation.update({ where: { id }, data: { acceptedAt: ctx.now() } })
    await expect(revokeInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'already_claimed' })
    expect(await client.user.count({ where: { id: userId } })).toBe(1)
  })

  test('of someone above is for someone above', async () => {
    const world = await openInvitationWorld(open())
    const input = { email: 'ike@gone.example', name: 'Ike', role: 'admin' as const }
    const { id } = await invite({ ctx: world.ctx, input })
    const manager = world.as({ role: 'manager' })
    for (const act of [revokeInvitation, resendInvitation]) {
      await expect(act({ ctx: manager, input: { id } })).rejects.toMatchObject({ code: 'forbidden' })
    }
    expect(await revokeInvitation({ ctx: world.as({ role: 'admin' }), input: { id } })).toMatchObject({
      state: 'revoked',
    })
  })

  test('never takes the last active owner', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    await open().client.user.deleteMany({ where: { role: 'owner' } })
    const { id, userId } = await invite({
      ctx,
      input: { email: 'joy@gone.example', name: 'Joy', role: 'owner' },
    })
    await expect(revokeInvitation({ ctx, input: { id } })).rejects.toMatchObject({ code: 'last_owner' })
    expect((await world.waitingTokens(id)).map((one) => one.opens)).toEqual([true])
    await makeUser(open(), { role: 'owner', registeredAt: new Date() })
    expect(await revokeInvitation({ ctx, input: { id } })).toMatchObject({ userId, userDeleted: true })
  })
})

describeEachEngine('invitations', (open) => {
  test('are listed newest first, by state, searched and paged; who is deleted disappears', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { client } = open()
    const made: string[] = []
    for (const name of ['Zoë Past', 'Mia Gone', 'Kai Claimed', 'Leo 100%', 'Ola Waiting']) {
      const email = `${name.split(' ')[0]?.toLowerCase().replace('ë', 'e')}@list.example`
      made.push((await invite({ ctx, input: { email, name } })).id)
    }
    const [past, gone, claimed, percent, waiting] = made
    const over = new Date(ctx.now().getTime() - 1)
    await client.invitation.update({ where: { id: past ?? '' }, data: { expiresAt: over } })
    await client.invitation.update({ where: { id: gone ?? '' }, data: { revokedAt: over } })
    await client.invitation.update({ where: { id: claimed ?? '' }, data: { acceptedAt: over } })
    const list = async (input: Parameters<typeof listInvitations>[0]['input']) => {
      const page = await listInvitations({ ctx, input })
      return [page.items.map((item) => item.id), page.total]
    }
    expect(await list({})).toEqual([made.toReversed(), 5])
    expect(await list({ state: 'pending' })).toEqual([[waiting, percent], 2])
    expect(await list({ state: 'expired' })).toEqual([[past], 1])
    expect(await list({ state: 'revoked' })).toEqual([[gone], 1])
    expect(await list({ state: 'accepted' })).toEqual([[claimed], 1])
    expect(await list({ search: 'ZOE' })).toEqual([[past], 1])
    expect(await list({ search: 'claimed kai@list' })).toEqual([[claimed], 1])
    expect(await list({ search: '0%' })).toEqual([[percent], 1])
    expect(await list({ search: '\0' })).toEqual([made.toReversed(), 5])
    expect(await list({ search: 'list.example', state: 'pending' })).toEqual([[waiting, percent], 2])
    expect(await list({ search: "'; drop table invitations; --" })).toEqual([[], 0])

    const met: string[] = []
    let cursor: string | undefined
    do {
      const page = await listInvitations({ ctx, input: { limit: 2, cursor } })
      expect(page.total).toBe(5)
      met.push(...page.items.map((item) => item.id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(met).toEqual(made.toReversed())
    await expect(listInvitations({ ctx, input: { cursor: 'nonsense' } })).rejects.toMatchObject({
      code: 'invalid_input',
    })

    await client.user.deleteMany({ where: { emailKey: 'ola@list.example' } })
    expect(await list({ state: 'pending' })).toEqual([[percent], 1])
  })

  test('show what became of the newest message', async () => {
    const world = await openInvitationWorld(open())
    const { ctx } = world
    const { id } = await invite({ ctx, input: { email: 'pam@list.example', name: 'Pam' } })
    const problem = 'The mail server does not know this address.'
    const failed = { status: 'failed', problem, tokenSealed: null, nextAttemptAt: null }
    await open().client.email.updateMany({ where: { invitationId: id }, data: failed })
    const shown = async () => (await listInvitations({ ctx, input: { search: 'pam' } })).items[0]?.message
    expect(await shown()).toEqual({ status: 'failed', problem })
    await resendInvitation({ ctx, input: { id } })
    expect(await shown()).toEqual({ status: 'queued', problem: null })
  })
})
