import { expect, test } from './fixtures.ts'
import { ClaimCard } from './pages/claim-card.ts'
import { ScimPage } from './pages/scim-page.ts'
import { UsersPage } from './pages/users-page.ts'
import { WizardPage } from './pages/wizard-page.ts'
import { Wallet } from './world/wallet.ts'
import { found } from './world/world.ts'

const PEOPLE = 12

test.use({
  setting: {
    start: 'staffed',
    tenants: [
      {
        people: 0,
        users: Array.from({ length: PEOPLE }, (_, at) => ({
          displayName: `Pushed Person ${at}`,
          givenName: 'Pushed',
          surname: `Person ${at}`,
          userPrincipalName: `pushed${at}@contoso.example`,
          mail: `pushed${at}@contoso.example`,
        })),
        groups: [{ displayName: 'Harbour crew' }],
      },
    ],
  },
  role: 'owner',
})

test('Entra pushes people and a group; what it disables is out at once', async ({
  page,
  world,
  signInAs,
}) => {
  const scim = new ScimPage(page)
  const [tenant] = world.emulator.tenants
  const directory = found(tenant, 'the tenant').directory
  const crew = found(directory.groups()[0], 'the group')
  const people = directory.users()
  const first = found(people[0], 'the first person')
  for (const { id } of people.slice(0, 2)) directory.addMember(crew.id, id)

  const id = await scim.create('Contoso push')
  const baseUrl = await scim.baseUrl()
  expect(baseUrl).toContain(`/scim/v2/inbound/${id}`)
  const token = await scim.createToken('Entra provisioning')
  await page.reload()
  await expect(page.getByText(token)).toHaveCount(0)
  await expect(page.getByText('Waiting for the first call').first()).toBeVisible()

  const job = found(tenant, 'the tenant').provisioning.create({
    baseUrl,
    token,
    externalId: 'objectId',
    groups: 'all',
    requestsPerSecond: null,
  })
  await test.step('the first call shows without a reload', async () => {
    expect(await job.testConnection()).toMatchObject({ ok: true })
    await expect(page.getByText('Waiting for the first call')).toHaveCount(0)
    await expect(page.getByText(/First call/)).toBeVisible()
  })

  await test.step('people appear under Unclaimed, with the request that made them one click away', async () => {
    expect(await job.runCycle()).toMatchObject({ kind: 'initial', outcome: 'completed' })
    const list = new UsersPage(page)
    await list.open()
    await list.tab('Unclaimed').click()
    await list.person('Pushed Person 0').click()
    await page
      .getByRole('link', { name: /request/i })
      .first()
      .click()
    await expect(page).toHaveURL(/\/requests\//)
    await expect(page.getByText('POST', { exact: false }).first()).toBeVisible()
    await expect(page.getByText('pushed0@contoso.example')).toHaveCount(0)
  })

  const pushed = found((await world.rest.listUsers({ search: 'Pushed Person 0' }))[0], 'the pushed person')
  await test.step('a group becomes a realm, after a plan', async () => {
    const wizard = new WizardPage(page)
    await wizard.open(id, 'map')
    await wizard.map('Harbour crew', 'Create from group name')
    await wizard.goToPlan()
    await wizard.startSync()
    await expect
      .poll(async () => (await world.rest.getUser(pushed.id)).realms.map((realm) => realm.name))
      .toEqual(['Harbour crew'])
  })

  await test.step('disabled in Entra: the session ends, and the history says by which request', async () => {
    await world.rest.ask('PATCH', `/api/users/${pushed.id}`, { role: 'operator' })
    const { qrText } = await world.rest.ask<{ qrText: string }>('POST', `/api/users/${pushed.id}/claim`, {})
    const wallet = new Wallet()
    await wallet.answer(qrText)
    const visitor = await signInAs(null)
    await visitor.goto('/users')
    await visitor.getByRole('button', { name: 'Show the QR' }).click()
    await wallet.scan(new ClaimCard(visitor).qr)
    await expect(visitor.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()

    directory.updateUser(first.id, { accountEnabled: false })
    expect(await job.runCycle()).toMatchObject({ kind: 'incremental', outcome: 'completed' })
    await visitor.goto('/users')
    await expect(visitor).toHaveURL(/\/sign-in/)
    await page.goto(`/users/${pushed.id}`)
    await expect(page.getByText('Disabled').first()).toBeVisible()
    await expect(page.getByText(/Provisioning by Contoso push/).first()).toBeVisible()
  })

  await test.step('the token, revoked, opens nothing any more', async () => {
    await scim.open(id)
    await page
      .getByRole('button', { name: /^Revoke/ })
      .first()
      .click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Revoke/ })
      .click()
    await expect(page.getByText('Revoked', { exact: true })).toBeVisible()
    expect(await job.testConnection()).toMatchObject({ ok: false })
  })
})
