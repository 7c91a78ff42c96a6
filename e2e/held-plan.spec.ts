import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'

test.use({ setting: { start: 'synced' } })

test('a sync that would take access from many people waits for a person', async ({ page, world }) => {
  const connection = await world.connection()
  const { directory } = world.tenant()
  const victims = directory
    .users()
    .filter((user) => user.accountEnabled)
    .slice(0, 20)
  for (const user of victims) directory.updateUser(user.id, { accountEnabled: false })

  await page.goto(`/sync-runs/${(await world.rest.listRuns())[0]?.id ?? ''}`)
  await page.getByRole('button', { name: 'Sync again' }).click()
  const run = new RunPage(page)
  await expect(run.status('Waiting for you')).toBeVisible()
  await expect(page.getByText('Held: many people would lose access')).toBeVisible()
  await expect(
    page.getByText('20 people would lose access; this connection allows 10 without asking.'),
  ).toBeVisible()
  await expect(run.sentence).toContainText('20 people would be disabled')
  expect(await world.rest.listUsers({ connectionId: connection.id, status: 'disabled' })).toHaveLength(3)

  await test.step('it is in the way of the overview until someone decides', async () => {
    await page.goto('/')
    await page.getByRole('region', { name: 'Needs attention' }).getByRole('link').first().click()
    await expect(run.status('Waiting for you')).toBeVisible()
  })

  await test.step('confirming asks once more, with the number', async () => {
    await page.getByRole('button', { name: 'Start sync', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Start the sync although it was held?' })
    await expect(dialog).toContainText('20 people disabled in the directory will be disabled here.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()
    await expect(run.status('Waiting for you')).toBeVisible()
    await page.getByRole('button', { name: 'Start sync', exact: true }).click()
    const startAnyway = dialog.getByRole('button', { name: 'Start sync anyway' })
    await expect(startAnyway).toBeDisabled()
    await dialog.getByRole('textbox', { name: 'Why is this right?' }).fill('A department was closed')
    await startAnyway.click()
  })

  await expect(run.status('Succeeded')).toBeVisible()
  await expect(run.sentence).toContainText('20 people were disabled')
  await expect(page.getByText('Reason: A department was closed')).toBeVisible()
  expect(await world.rest.listUsers({ connectionId: connection.id, status: 'disabled' })).toHaveLength(23)
})
