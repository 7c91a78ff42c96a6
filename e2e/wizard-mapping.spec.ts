import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'
import { WizardPage } from './pages/wizard-page.ts'

test.use({
  setting: {
    tenants: [
      {
        people: 40,
        groups: [
          { displayName: 'Engineering', members: 12 },
          { displayName: 'Firmware', members: 20 },
          { displayName: 'Technical staff', members: 5, holds: ['Firmware'] },
        ],
      },
    ],
  },
})

test('groups become realms, and a second sync has nothing to do', async ({ page, world }) => {
  const connection = await world.connect()
  await world.rest.ask('POST', '/api/realms', { name: 'Builders' })
  const wizard = new WizardPage(page)
  const run = new RunPage(page)

  await test.step('two groups are selected', async () => {
    await wizard.open(connection.id)
    await wizard.selectGroup('Engineering')
    await wizard.selectGroup('Technical staff')
    // Microsoft counts the group inside as a member.
    await expect(page.getByRole('row', { name: /Technical staff/ })).toContainText('6')
    await expect(page.getByText('2 groups selected')).toBeVisible()
    await wizard.goToMapping()
  })

  await test.step('one is mapped to a realm that exists, one to a new one', async () => {
    await wizard.map('Engineering', 'Existing realm')
    await expect(page.getByText('Choose the realm this group maps to.')).toBeVisible()
    await wizard.map('Engineering', 'Existing realm', 'Builders')
    await wizard.map('Technical staff', 'Create from group name')
    await expect(page.getByText('technical-staff')).toBeVisible()
    await wizard.goToPlan()
  })

  await test.step('the plan names the people, the realm to create and the nested group', async () => {
    await expect(run.sentence).toHaveText('12 people would be created. 1 realm would be created.')
    await expect(page.getByText('Realms to create: Technical staff')).toBeVisible()
    await expect(page.getByText(/Technical staff.*group/).filter({ hasText: /inside|nested/i })).toBeVisible()
    await expect(run.changes.getByText('Builders').first()).toBeVisible()
    expect(await memberCounts(world.rest)).toEqual({ Builders: 0 })
  })

  await test.step('after the sync the realms have their members', async () => {
    await wizard.startSync()
    await expect(run.status('Succeeded')).toBeVisible()
    expect(await memberCounts(world.rest)).toEqual({ Builders: 12, 'Technical staff': 5 })
    await page.getByRole('link', { name: 'Realms', exact: true }).click()
    await expect(page.getByRole('row', { name: /Builders/ })).toContainText('12')
    await expect(page.getByRole('row', { name: /Technical staff/ })).toContainText('5')
  })

  await test.step('a second plan changes nobody', async () => {
    await wizard.open(connection.id, 'map')
    await wizard.goToPlan()
    await expect(run.sentence).toHaveText('Nobody would change. 12 already agree.')
    await expect(page.getByText('Everyone already agrees with the directory.')).toBeVisible()
    await wizard.startSync()
    await expect(run.status('Succeeded')).toBeVisible()
    await expect(run.sentence).toHaveText('Nobody had to change. 12 already agree.')
  })

  await test.step('with the groups inside them, more people come', async () => {
    await wizard.open(connection.id)
    await page.getByRole('switch', { name: /Include people in groups inside these groups/ }).check()
    await wizard.goToMapping()
    await wizard.goToPlan()
    await expect(run.sentence).toHaveText('8 people would be created and 7 updated. 5 already agree.')
  })
})

/** Members of each realm, by its name. */
async function memberCounts(rest: { ask<T>(method: string, path: string): Promise<T> }) {
  type Realms = { items: { name: string; memberCount: number }[] }
  const { items } = await rest.ask<Realms>('GET', '/api/realms?limit=50')
  return Object.fromEntries(items.map((realm) => [realm.name, realm.memberCount]))
}
