import { expect, test } from './fixtures.ts'
import { ConnectionPage } from './pages/connection-page.ts'
import { RunPage } from './pages/run-page.ts'
import { SetupPage } from './pages/setup-page.ts'
import { UsersPage } from './pages/users-page.ts'
import { WizardPage } from './pages/wizard-page.ts'
import { expectAccessible } from './scan-page.ts'

test.use({ setting: { start: 'empty' }, role: null })

const owner = {
  name: 'Ingrid Solheim',
  email: 'ingrid@rollcall.example',
  password: 'correct horse battery staple',
}

test('from the first start to people who wait to claim their accounts', async ({ page, world }) => {
  await test.step('the code from the log makes the first owner', async () => {
    await page.goto('/')
    await expect(page.getByRole('heading', { name: 'Set up Rollcall' })).toBeVisible()
    await expectAccessible(page)
    await new SetupPage(page).createOwner({ ...owner, code: 'AAAA-BBBB-CCCC' })
    await expect(page.getByRole('alert')).toContainText('This is not the setup code')
    await new SetupPage(page).createOwner({ ...owner, code: world.setupCode() })
    await expect(page.getByRole('button', { name: `Account menu of ${owner.name}` })).toBeVisible()
    await page.goto('/setup')
    await expect(page).toHaveURL('/')
  })

  await test.step('a connection is made with three values', async () => {
    await page.getByRole('link', { name: 'Integrations' }).click()
    await page.getByRole('link', { name: /Microsoft Entra ID.*Not connected/ }).click()
    const form = new ConnectionPage(page)
    await form.enter(world.credentials())
    await form.save()
    await expect(page.getByRole('heading', { level: 1, name: world.tenant().displayName })).toBeVisible()
  })

  await test.step('its three checks pass', async () => {
    const connection = new ConnectionPage(page)
    await connection.check()
    for (const check of ['Obtain access token', 'Read users', 'Read groups']) {
      await expect(connection.result(check)).toContainText('Passed')
    }
    await expect(connection.result('Read users')).toContainText('60 accounts')
  })

  const wizard = new WizardPage(page)
  const run = new RunPage(page)
  await test.step('the wizard plans a sync of everyone', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Sync users' }).first().click()
    await expect(page.getByText('No group selected: everyone in the directory is synced.')).toBeVisible()
    await wizard.goToMapping()
    await expect(page.getByText('Everyone is in scope, so there is no group to map')).toBeVisible()
    await wizard.goToPlan()
    await expect(run.sentence).toHaveText('60 people would be created.')
    await page.getByRole('searchbox', { name: 'Search by name or email' }).fill('salvatore')
    await expect(run.changes).toContainText("Salvatore Dell'Acqua")
    expect(await world.rest.listUsers({ claimed: 'false' })).toEqual([])
  })

  await test.step('the sync makes an account for each of them', async () => {
    await wizard.startSync()
    await expect(run.status('Succeeded')).toBeVisible()
    await expect(run.sentence).toHaveText('60 people were created.')
    await expect(run.tile('Created')).toContainText('60')
  })

  await test.step('and they wait under Unclaimed', async () => {
    const users = new UsersPage(page)
    await page.getByRole('link', { name: 'Users', exact: true }).click()
    await expect(users.tab('Registered')).toHaveText('Registered1')
    await expect(users.tab('Disabled')).toHaveText('Disabled3')
    await users.tab('Unclaimed').click()
    await expect(users.rows()).toHaveCount(50)
    await expect(users.pages).toContainText('1-50 of 57')
    await expect(users.person('Álvaro Peña')).toBeVisible()
  })
})
