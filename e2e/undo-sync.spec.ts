import { expect, test } from './fixtures.ts'
import { RunPage } from './pages/run-page.ts'

test.use({ setting: { start: 'synced', tenants: [{ people: 24 }] } })

test('a sync is taken back as a plan first, and who changed meanwhile stays', async ({ page, world }) => {
  const [first] = await world.rest.listRuns()
  const before = await world.rest.listUsers({ claimed: 'false' })
  const touched = before.find((user) => user.status === 'active')
  await world.rest.ask('PATCH', `/api/users/${touched?.id ?? ''}`, { description: 'Has called already' })
  const run = new RunPage(page)

  await test.step('the plan says what would go', async () => {
    await run.open(first?.id ?? '')
    await page.getByRole('button', { name: 'Undo this sync' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Nothing changes until you start it.')
    await dialog.getByRole('button', { name: 'Plan the undo' }).click()
    await expect(run.status('Waiting for you')).toBeVisible()
    await expect(page.getByText('This run takes an earlier one back')).toBeVisible()
    expect(await world.rest.listUsers({ claimed: 'false' })).toHaveLength(before.length)
  })

  await test.step('started, nobody untouched is left', async () => {
    await page.getByRole('button', { name: 'Start undo', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Start the undo although it was held?' })
    await dialog.getByRole('textbox', { name: 'Why is this right?' }).fill('The wrong tenant was read')
    await dialog.getByRole('button', { name: 'Start undo anyway' }).click()
    await expect(run.status('Succeeded')).toBeVisible()
    const left = await world.rest.listUsers({ claimed: 'false' })
    expect(left.map((user) => [user.id, user.status])).toEqual([[touched?.id, 'disabled']])
  })

  await test.step('both runs know of each other, and a sync brings everyone back', async () => {
    await run.open(first?.id ?? '')
    await expect(page.getByText('This run was taken back')).toBeVisible()
    const again = await world.rest.sync((await world.connection()).id)
    expect(again.status).toBe('succeeded')
    expect(await world.rest.listUsers({ claimed: 'false' })).toHaveLength(before.length)
  })
})
