import { describeEachEngine } from '@rollcall/db/testing'
import { expect, test } from 'vitest'
import { makeRealm } from '../testing/index.ts'
import { openInvitationWorld } from '../testing/invitation-world.ts'
import { sourceUser } from '../testing/source-people.ts'
import { openSyncWorld } from '../testing/sync-world.ts'
import { getUser } from '../users/get-user.ts'
import { invite } from './invite.ts'
import { revokeInvitation } from './revoke-invitation.ts'

const PATIENCE_MS = 120_000

describeEachEngine('someone who was invited, and whom a directory brings later', (open) => {
  test.each(['full', 'delta'] as const)(
    'is one person after a %s reading',
    async (mode) => {
      const { waitingTokens } = await openInvitationWorld(open())
      const { ctx, source, connection, sync } = await openSyncWorld(open(), {
        users: [sourceUser(`${mode}-first`)],
      })
      await sync()
      const realmId = await makeRealm(open(), 'By hand')
      const input = {
        email: `Nia.${mode}@contoso.example`,
        name: 'Nia',
        role: 'operator' as const,
        realmIds: [realmId],
      }
      const { id, userId } = await invite({ ctx, input })
      source.directory.users.push(
        sourceUser(`${mode}-nia`, { mail: `NIA.${mode}@contoso.example`, displayName: 'Nia Okafor' }),
      )
      const run = await sync({ mode })
      expect(run).toMatchObject({
        status: 'succeeded',
        mode,
        counts: { created: 0, updated: 1, conflicts: 0 },
      })
      const person = await getUser({ ctx, input: { id: userId } })
      expect(person).toMatchObject({ entraId: `${mode}-nia`, role: 'operator', registeredAt: null })
      expect(person.directory).toMatchObject([{ connectionId: connection }])
      expect(person.realms).toMatchObject([{ id: realmId, byHand: true }])
      expect(await open().client.user.count({ where: { emailKey: input.email.toLowerCase() } })).toBe(1)
      expect((await waitingTokens(id)).map((one) => one.opens)).toEqual([true])

      const revoked = await revokeInvitation({ ctx, input: { id } })
      expect(revoked).toMatchObject({ state: 'revoked', userDeleted: false })
      expect((await sync({ mode })).changeCount).toBe(0)
    },
    PATIENCE_MS,
  )

  test('is found although the directory has nothing new to say', async () => {
    await openInvitationWorld(open())
    const { ctx, sync } = await openSyncWorld(open(), { users: [sourceUser('quiet')] })
    await sync()
    const mail = 'quiet@contoso.example'
    const { client } = open()
    await client.user.deleteMany({ where: { emailKey: mail } })
    const unlinked = await client.entraIdentity.count({ where: { mailKey: mail, userId: null } })
    expect(unlinked).toBe(1)
    const { userId } = await invite({ ctx, input: { email: mail, name: 'Quiet' } })
    await sync({ mode: 'delta' })
    expect(await getUser({ ctx, input: { id: userId } })).toMatchObject({ entraId: 'quiet' })
  })

  test('is made by the directory alone when the invitation was revoked before', async () => {
    await openInvitationWorld(open())
    const { ctx, source, sync } = await openSyncWorld(open())
    const { id, userId } = await invite({ ctx, input: { email: 'rue@contoso.example', name: 'Rue' } })
    expect((await revokeInvitation({ ctx, input: { id } })).userDeleted).toBe(true)
    source.directory.users.push(sourceUser('rue'))
    expect((await sync()).counts).toMatchObject({ created: 1 })
    await expect(getUser({ ctx, input: { id: userId } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(invite({ ctx, input: { email: 'rue@contoso.example', name: 'Rue' } })).rejects.toMatchObject(
      {
        code: 'already_exists',
        message: expect.stringContaining('claim link'),
      },
    )
  })
})
